import type { Log } from '../payments/core/deps'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/counter'
import { createSampledWarning } from '../runtime/sampled-log'
import type { WebhookRefusal } from './wechatpay/webhook'

/** Webhooks at a gateway's door that are not taken: counted, and warned of once in a while. */
export interface WebhookRefusals {
  readonly note: (gateway: GatewayName, why: WebhookRefusal) => void
  readonly counter: Counter
}

export function countWebhookRefusals(now: () => number, log: Log): WebhookRefusals {
  const help = 'Webhooks that were not taken, by the first check that failed'
  const counter = createCounter('webhooks_refused', help, 'reason', 'gateway')
  const warn = createSampledWarning(now, log, 'webhooks are not taken')

  return {
    counter,
    note(gateway, why) {
      counter.add(why, gateway)
      // WeChat Pay sends one now and then, to see whether anybody looks: that it is refused is as it should be.
      if (why !== 'probe') warn(`${gateway};${why}`, { gateway, refused: why })
    },
  }
}
