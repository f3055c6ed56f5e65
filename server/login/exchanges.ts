import type { Log } from '../payments/core/deps'
import { createSampledWarning } from '../runtime/sampled-log'
import type { ExchangeOutcome } from '../wechat/oauth'

/** What WeChat made of the codes that payers brought: counted, and warned of where somebody has to act. */
export interface Exchanges {
  note(answer: ExchangeOutcome): void
  /** By `outcome;errcode`; the errcode is there for a wrong configuration alone. */
  readonly counts: ReadonlyMap<string, number>
}

export function createExchanges(now: () => number, log: Log): Exchanges {
  const counts = new Map<string, number>()
  const warn = createSampledWarning(now, log, 'WeChat refuses the official account’s configuration')

  return {
    counts,
    note(answer) {
      const isWrong = answer.outcome === 'misconfigured'
      // Other errcodes are WeChat's to make up: they are no labels.
      const name = `${answer.outcome};${isWrong ? String(answer.errcode) : ''}`
      counts.set(name, (counts.get(name) ?? 0) + 1)
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
