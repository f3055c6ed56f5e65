/** What each gateway was asked and what it came to, counted at the port: neither rules nor adapters know of it. */
import type { Gateway } from '../payments/core/gateway'
import type { GatewayName } from '../payments/core/records'
import { createCounter, type Counter } from '../runtime/counter'

export interface CallCounts {
  /** The same gateway, whose calls are counted once they have ended. */
  readonly counted: (name: GatewayName, gateway: Gateway) => Gateway
  readonly counter: Counter
}

export function countCalls(): CallCounts {
  const counter = createCounter(
    'gateway_calls',
    'Calls to a gateway, by what was asked and what it came to',
    'gateway',
    'call',
    'outcome',
  )

  return {
    counter,
    counted(name, gateway) {
      const ended = (call: string) => (answer: { readonly outcome: string }) =>
        counter.add(name, call, answer.outcome)
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
