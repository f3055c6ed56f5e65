import type { MerchantOrder } from '../../server/contract/merchant'
import type { Outcome } from './campaign'
import { chargesAtPaymax } from './evidence'

/** Many orders may break the same rule: so many are told whole. */
const toldWhole = 3

/** Every violation in a line, and the history of the first orders that are concerned. */
export function tellViolations(outcome: Outcome): string {
  const { violations, closing } = outcome
  const lines = violations.map(({ orderId, what }) => `VIOLATION ${orderId ?? ''} ${what}`)
  const concerned = new Set(violations.map(({ orderId }) => orderId))
  const histories = closing.orders
    .filter(({ orderId }) => concerned.has(orderId))
    .slice(0, toldWhole)
    .map((order) => `\nhistory of ${order.orderNo}\n${historyOf(order, outcome)}`)
  return [...lines, ...histories].join('\n')
}

/** Everything that is known of one order: what the outside saw, our rows, and Paymax's messages. */
function historyOf(order: MerchantOrder, { book, sandbox, line }: Outcome): string {
  const charges = chargesAtPaymax({ charges: sandbox.paymax.charges() }, order)
  const names = new Set(charges.flatMap(({ id, orderNo }) => [id, orderNo]))
  const messages = line
    .filter(({ charge }) => names.has(charge))
    .map((one) => {
      const { at, process, call, charge, status, answeredAt, request, answer } = one
      const then = status === null ? 'not done' : `${status} after ${(answeredAt ?? at) - at} ms`
      return `${iso(at)} [${process}] ${call} ${charge}: ${then}\n    ${request}\n    ${answer}`
    })
  const events = sandbox.paymax
    .webhooks()
    .filter(({ chargeId }) => names.has(chargeId))
    .flatMap(({ type, chargeId, body, tries }) =>
      tries.map(({ at, answer, note }) => {
        const heard = answer ? `${answer.status} ${answer.body}` : note
        return `${iso(at)} webhook ${type} ${chargeId}: ${heard}\n    ${body}`
      }),
    )
  const seen = [...book.historyOf(order.orderId), ...messages, ...events].sort()
  return [...seen, 'our rows:', JSON.stringify(order, null, 2)].join('\n')
}

const iso = (time: number) => new Date(time).toISOString()
