import { hurried } from './next-states'
import type { Answer, PaymentEvent } from './events'
import { timeWasUp, type KnownOrder } from '../timed-order'
import { ownMoney } from './own-money'
import { askAgain, askLater, polling } from '../poll'
import { background, over, type Pace } from '../polling-times'
import type { State } from '../states'
import type { Closed, MoneyBack, Paid, Refunded } from '../result-states'

type End = Paid | Closed | Refunded | MoneyBack

/**
 * The state after an answer that ends the order; null where it does not. Unknown is never paid.
 * @param sheet the charge of the sheet that this phone opened last; null where it knows of none
 */
export function ended(order: KnownOrder, answer: Answer, sheet: string | null = null): End | null {
  const { status, now, mine, checkedAt, chargeId, amountRefunded } = answer.payment
  if (status === 'unpaid' || status === 'processing' || status === 'failed') return null
  const over = { ...order, ...lately(order, answer), status, amountRefunded }
  const own = ownMoney(answer.payment, sheet)
  const refund = mine && mine.refund
  const poll = polling(background)
  if (own === 'unwanted') {
    const why = status === 'closed' ? 'late' : 'second'
    const back = { why, refund: refund ? refund.status : 'processing', checkedAt: now } as const
    return { step: 'money_back', order: over, ...back, poll }
  }
  const begun = own === 'begun'
  if (status === 'closed') {
    const why = timeWasUp(order, now) ? 'expired' : 'merchant'
    return { step: 'closed', order: over, why, charged: chargeId !== null, checkedAt, poll }
  }
  if (status === 'refunded') return { step: 'refunded', order: over, begun, poll }
  const paid = { refund: own === 'pays' ? refund : null, begun }
  return { step: 'paid', order: over, ...paid, poll: polling(paceOf({ step: 'paid', ...paid })) }
}

/**
 * The state after an answer that says that the order has expired: nothing can be paid any more, though the
 * backend may close it minutes later, when the last charge has ended. Not while a sheet is open.
 */
export function endedInTime(
  order: KnownOrder,
  answer: Answer,
  sheet: string | null = null,
): End | null {
  const end = ended(order, answer, sheet)
  const { now, checkedAt, chargeId } = answer.payment
  if (end || !timeWasUp(order, now)) return end
  const closed = { ...order, status: 'closed' } as const
  const charged = chargeId !== null
  const poll = polling(background)
  return { step: 'closed', order: closed, why: 'expired', charged, checkedAt, poll }
}

/** What an answer adds to an order: only a paid one has a return address. */
function lately(order: KnownOrder, { payment, order: fresh }: Answer): Partial<KnownOrder> {
  const paidAt = payment.paidAt ?? fresh?.paidAt ?? order.paidAt
  return { ...fresh, paidAt }
}

/** An order that has ended, on a page that stays correct: money may still come, a refund makes progress. */
export function fromEnd(state: End, event: PaymentEvent): State {
  switch (event.type) {
    case 'asked':
      return onwards(state, event.answer)
    case 'ask_failed':
      return { ...state, poll: askLater(state.poll, event.failure) }
    case 'returned':
      return hurried(state)
    default:
      return state
  }
}

/** Only `closed` can still become paid; a refund stays visible whatever follows. */
const rank = { closed: 0, paid: 1, refunded: 2, money_back: 3 } as const satisfies Record<
  End['step'],
  number
>

/** After a change, another query follows soon. */
const soon: Pace = [3000]

function onwards(state: End, answer: Answer): State {
  const end = ended(state.order, answer)
  const same = { ...state, poll: askAgain(state.poll, paceOf(state)) }
  if (!end || rank[end.step] < rank[state.step]) return later(same, answer)
  // The series of queries continues: an equal one would not be sent.
  if (end.step !== state.step) return { ...end, poll: askAgain(state.poll, soon) }
  if (end.step === 'closed') return later(same, answer)
  if (answer.payment.mine) return { ...end, poll: askAgain(state.poll, paceOf(end)) }
  // The login has expired meanwhile: what is known stays true, and refunds are shown to everybody.
  return { ...same, order: end.order }
}

/** Still closed, for the same reason: an order that the merchant closed expires as well. */
function later(state: End, { payment }: Answer): State {
  if (state.step !== 'closed') return state
  const charged = payment.chargeId !== null
  return { ...state, charged, checkedAt: payment.checkedAt ?? state.checkedAt }
}

type Pausing = Pick<Paid, 'step' | 'refund' | 'begun'> | Refunded | Closed | MoneyBack

/** A payer with money under way waits for it; nobody waits for a merchant who refunds next week. */
function paceOf(state: Pausing): Pace {
  const waits = state.step !== 'paid' || state.begun || state.refund?.status === 'processing'
  return waits ? background : over
}
