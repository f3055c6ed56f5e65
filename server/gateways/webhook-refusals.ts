import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/counter'
import { createSampledWarning } from '../runtime/sampled-log'
import type { WebhookRefusal } from './wechatpay/webhook'

/** Webhooks at WeChat Pay's door that are not taken: counted, and warned of once in a while. */
export interface WebhookRefusals {
  note(why: WebhookRefusal): void
  readonly counter: Counter
}

export function countWebhookRefusals(now: () => number, log: Log): WebhookRefusals {
  const help = 'Webhooks of WeChat Pay that were not taken, by the first check that failed'
  const counter = createCounter('webhooks_refused', help, 'reason')
  const warn = createSampledWarning(now, log, 'webhooks of WeChat Pay are not taken')

  return {
    counter,
    note(why) {
      counter.add(why)
      // WeChat Pay sends one now and then, to see whether anybody looks: that it is refused is as it should be.
      if (why !== 'probe') warn(why, { refused: why })
    },
  }
}
