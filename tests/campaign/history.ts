import type { Sandbox } from '../../mocks/sandbox/sandbox'
import type { MerchantOrder } from '../../server/contract'
import type { Book } from './book'
import { chargesAtPaymax } from './evidence'
import type { Passed } from './paymax-tap'

/** Everything that is known of one order: what the outside saw, our rows, and Paymax's messages. */
export function historyOf(
  order: MerchantOrder,
  { book, sandbox, line }: { book: Book; sandbox: Sandbox; line: readonly Passed[] },
): string {
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
