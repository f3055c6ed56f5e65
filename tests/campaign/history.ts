import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { Outcome } from './campaign'
import { chargesAtGateway } from './evidence'
import { theirCharges, theirWebhooks } from './theirs'

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

/** Everything that is known of one order: what the outside saw, our rows, the gateway's messages, and the shop's. */
function historyOf(order: MerchantOrder, { book, sandbox, line, told }: Outcome): string {
  const charges = chargesAtGateway({ charges: theirCharges(sandbox) }, order)
  const names = new Set(charges.flatMap(({ id, orderNo }) => [id, orderNo]))
  const messages = line
    .filter(({ charge }) => names.has(charge))
    .map((one) => {
      const { at, process, call, charge, status, answeredAt, request, answer } = one
      const then = status === null ? 'not done' : `${status} after ${(answeredAt ?? at) - at} ms`
      return `${iso(at)} [${process}] ${call} ${charge}: ${then}\n    ${request}\n    ${answer}`
    })
  const events = theirWebhooks(sandbox)
    .filter(({ about }) => names.has(about))
    .flatMap(({ about, kind, body, tries }) =>
      tries.map(({ at, heard }) => `${iso(at)} webhook ${kind} ${about}: ${heard}\n    ${body}`),
    )
  const shop = told
    .filter(({ body }) => body.data.orderId === order.orderId)
    .map(({ at, id, taken, body }) => {
      const { type, sequence, refundId = '' } = body
      const how = taken ? 'taken' : 'not taken'
      return `${iso(at)} notification ${type} ${refundId} (${sequence}, ${id}): ${how}`
    })
  const seen = [...book.historyOf(order.orderId), ...messages, ...events, ...shop].sort()
  return [...seen, 'our rows:', JSON.stringify(order, null, 2)].join('\n')
}

const iso = (time: number) => new Date(time).toISOString()
