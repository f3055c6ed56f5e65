import type { Evidence, Violation } from './evidence'
import type { Passed } from './gateway-tap'

/** From when somebody held a credential until it could not be paid any more; Unix ms. */
interface Held {
  readonly chargeId: string
  readonly from: number
  readonly until: number
}

/** Nobody pays twice: no two credentials of an order that could both be paid, no two payments. */
export function checkCredentials(evidence: Evidence): Violation[] {
  const orderIds = new Set(evidence.book.handed.map(({ orderId }) => orderId))
  return [...orderIds].flatMap((orderId) => {
    const paid = evidence.book.payments.filter((payment) => payment.orderId === orderId)
    const twice = paid.length > 1 ? ['was paid in two sheets'] : []
    return [...twice, ...twoAtOnce(heldOf(evidence, orderId))].map((what) => ({ orderId, what }))
  })
}

function twoAtOnce(held: readonly Held[]): string[] {
  const inTurn = [...held].sort((a, b) => a.from - b.from)
  return inTurn.flatMap((one, index) =>
    inTurn
      .slice(index + 1)
      .filter((next) => next.from < one.until)
      .map((next) => `${one.chargeId} could still be paid when ${next.chargeId} was handed out`),
  )
}

function heldOf(evidence: Evidence, orderId: string): Held[] {
  const first = new Map<string, number>()
  for (const handed of evidence.book.handed) {
    if (handed.orderId !== orderId) continue
    first.set(handed.chargeId, Math.min(first.get(handed.chargeId) ?? Infinity, handed.at))
  }
  return [...first].map(([chargeId, from]) => ({
    chargeId,
    from,
    until: endOf(evidence, chargeId),
  }))
}

/** What was paid in a sheet never ends: whatever is handed out after it is one payment too many. */
function endOf({ book, charges, line }: Evidence, chargeId: string): number {
  if (book.payments.some((payment) => payment.chargeId === chargeId)) return Infinity
  const charge = charges.find(({ orderNo }) => orderNo === chargeId)
  if (!charge) return Infinity
  const closed = line.find(
    (passed) => passed.call === 'close' && passed.charge === charge.id && saysClosed(passed),
  )
  const declined = book.declined.get(charge.id)
  return Math.min(charge.expiresAt, closed?.answeredAt ?? Infinity, declined ?? Infinity)
}

/** WeChat Pay says 204 and nothing else; the stand-in closes then, unless it is told to lie. */
function saysClosed({ gateway, status, answer }: Passed): boolean {
  return gateway === 'paymax' ? answer.includes('"SUCCEED"') : status === 204
}
