/** Counts and times the calls to each gateway. Rules and adapters know nothing of it. */
import type { Gateway } from '../payments/core/gateway'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createHistogram, type Histogram } from '../runtime/metrics/histogram'
import { startStopwatch } from '../runtime/stopwatch'

export interface CallCounts {
  /** The same gateway, whose calls are counted once they end. */
  readonly counted: (name: GatewayName, gateway: Gateway) => Gateway
  readonly counter: Counter
  readonly histogram: Histogram
}

/** In seconds. The last two cover calls that run into their deadline. */
const callBounds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const calls = ['create', 'query', 'close', 'refund', 'query_refund']
/** What alarms go by. */
const troubles = ['lost', 'unavailable', 'untrusted']

export function countCalls(): CallCounts {
  const counter = createCounter(
    'gateway_calls',
    'Calls to a gateway, by what was asked and what it came to',
    'gateway',
    'call',
    'outcome',
  )

  const histogram = createHistogram({
    name: 'gateway_call_seconds',
    help: 'How long calls to a gateway took, what is asked once more included',
    labels: ['gateway', 'call'],
    bounds: callBounds,
  })

  return {
    counter,
    histogram,
    counted(name, gateway) {
      for (const call of calls) {
        for (const outcome of troubles) counter.begin(name, call, outcome)
      }
      counter.begin(name, 'create', 'created')
      const ended = (call: string) => {
        const took = startStopwatch()
        return (answer: { readonly outcome: string }) => {
          counter.add(name, call, answer.outcome)
          histogram.add(took(), name, call)
        }
      }
      return {
        ...gateway,
        createCharge: (...given) => noted(gateway.createCharge(...given), ended('create')),
        queryCharge: (...given) => noted(gateway.queryCharge(...given), ended('query')),
        closeCharge: (...given) => noted(gateway.closeCharge(...given), ended('close')),
        createRefund: (...given) => noted(gateway.createRefund(...given), ended('refund')),
        queryRefund: (...given) => noted(gateway.queryRefund(...given), ended('query_refund')),
      }
    },
  }
}

async function noted<Answer>(call: Promise<Answer>, note: (answer: Answer) => void) {
  const answer = await call
  note(answer)
  return answer
}
