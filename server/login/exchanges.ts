import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/counter'
import { createSampledWarning } from '../runtime/sampled-log'
import type { ExchangeOutcome } from '../wechat/oauth'

/** What WeChat made of the codes that payers brought: counted, and warned of where somebody has to act. */
export interface Exchanges {
  note(answer: ExchangeOutcome): void
  readonly counter: Counter
}

export function createExchanges(now: () => number, log: Log): Exchanges {
  const help =
    'What WeChat made of payers’ codes, with the errcode where it refuses the configuration'
  const counter = createCounter('sign_ins', help, 'outcome', 'errcode')
  const warn = createSampledWarning(now, log, 'WeChat refuses the official account’s configuration')

  return {
    counter,
    note(answer) {
      const isWrong = answer.outcome === 'misconfigured'
      // Other errcodes are WeChat's to make up: they are no labels.
      counter.add(answer.outcome, isWrong ? String(answer.errcode) : '')
      if (!isWrong) return
      const { errcode, detail } = answer
      warn(String(errcode), { errcode, rid: ridOf(detail) })
    },
  }
}

/** What WeChat's support asks for. Nothing else of its words is taken along: they may repeat what was sent. */
function ridOf(detail: string): string | null {
  return /\brid: ([\w-]{1,64})/.exec(detail)?.[1] ?? null
}
