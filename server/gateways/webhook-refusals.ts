import type { Log } from '../payments/core/deps'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createSampledWarning } from '../runtime/sampled-log'
import type { WebhookRefusal } from './wechatpay/webhook'

/** Webhooks that a gateway's adapter refuses: counted, with a sampled warning in the log. */
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
      // WeChat Pay sends one now and then to test whether signatures are checked: refusing it is correct.
      if (why !== 'probe') warn(`${gateway};${why}`, { gateway, refused: why })
    },
  }
}
