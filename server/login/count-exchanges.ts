import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createHistogram, type Histogram } from '../runtime/metrics/histogram'
import { startStopwatch } from '../runtime/stopwatch'
import { createSampledWarning } from '../runtime/sampled-log'
import { misconfigured, remedyOf } from '../wechat/errcodes'
import type { ExchangeOutcome } from '../wechat/oauth'

/** Counts the exchanges of codes with WeChat, and logs failures with what to fix. */
export interface ExchangeCounts {
  /** The same exchange, counted once it has ended. */
  counted(exchange: Promise<ExchangeOutcome>): Promise<ExchangeOutcome>
  readonly counter: Counter
  readonly histogram: Histogram
}

export function createExchangeCounts(now: () => number, log: Log): ExchangeCounts {
  const help = 'What WeChat made of payers’ codes, with the errcode where it is a known one'
  const counter = createCounter('sign_ins', help, 'outcome', 'errcode')
  counter.begin('unavailable', '')
  for (const errcode of misconfigured) counter.begin('misconfigured', String(errcode))
  const wrong = createSampledWarning(
    now,
    log,
    'WeChat refuses the official account’s configuration',
  )
  const refused = createSampledWarning(now, log, 'WeChat did not turn a code into a login')
  const silent = createSampledWarning(now, log, 'WeChat did not answer a sign-in')

  const histogram = createHistogram({
    name: 'wechat_call_seconds',
    help: 'How long WeChat took to turn a code into a login, by what came of it',
    labels: ['outcome'],
    bounds: [0.1, 0.25, 0.5, 1, 2.5, 5, 8],
  })

  function tell(answer: ExchangeOutcome, label: string): void {
    if (!('detail' in answer)) return
    const { outcome, errcode, detail } = answer
    // The network's own message. WeChat's would be unsafe here: it could repeat something of a payer.
    if (errcode === null) return silent('', { reason: detail.slice(0, 200), mend: unreached })
    const warn = outcome === 'misconfigured' ? wrong : refused
    warn(label, { errcode, rid: ridOf(detail), mend: remedyOf(errcode) ?? unknown })
  }

  return {
    counter,
    histogram,
    async counted(exchange) {
      const took = startStopwatch()
      const answer = await exchange
      const label = labelOf(answer)
      counter.add(answer.outcome, label)
      histogram.add(took(), answer.outcome)
      tell(answer, label)
      return answer
    },
  }
}

const unreached = 'see whether this machine reaches WECHAT_API_URL: name, firewall, proxy'
const unknown = 'look the errcode up in WeChat’s list of return codes'

/** WeChat can return any errcode, but labels must be bounded: only known codes get their own. */
function labelOf(answer: ExchangeOutcome): string {
  if (!('errcode' in answer) || answer.errcode === null) return ''
  return remedyOf(answer.errcode) === null ? 'other' : String(answer.errcode)
}

/** WeChat's support asks for it. Nothing else of its message is logged: it may repeat what was sent. */
function ridOf(detail: string): string | null {
  return /\brid: ([\w-]{1,64})/.exec(detail)?.[1] ?? null
}
