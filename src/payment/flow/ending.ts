import { hurried } from './next-states'
import type { Answer, PaymentEvent } from './events'
import { timeWasUp, type KnownOrder } from '../timed-order'
import { ownMoney } from './own-payment'
import { askAgain, askLater, polling } from '../poll'
import { background, over, type Pace } from '../polling-times'
import type { State } from '../states'
import type { Closed, MoneyBack, Paid, Refunded } from '../result-states'

type End = Paid | Closed | Refunded | MoneyBack

/**
 * Where an answer that ends the order leads; null when it ends nothing. Unknown is never paid.
 * @param sheet the charge of the sheet that this phone has opened last; null where it knows of none
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
 * Where an answer leads that says that the order's time is up: nothing can be paid any more, though the
 * backend may close it minutes later, when the last charge has ended. Not behind an open sheet.
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

/** What an answer has to add to an order: only a paid one tells where to go back to. */
function lately(order: KnownOrder, { payment, order: fresh }: Answer): Partial<KnownOrder> {
  const paidAt = payment.paidAt ?? fresh?.paidAt ?? order.paidAt
  return { ...fresh, paidAt }
}

/** An order that is over, on a page that stays true: money may come after all, a refund moves on. */
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

/** Only `closed` can still become paid; money that goes back is not forgotten over anything. */
const rank = { closed: 0, paid: 1, refunded: 2, money_back: 3 } as const satisfies Record<
  End['step'],
  number
>

/** What has just turned is worth another look soon. */
const soon: Pace = [3000]

function onwards(state: End, answer: Answer): State {
  const end = ended(state.order, answer)
  const same = { ...state, poll: askAgain(state.poll, paceOf(state)) }
  if (!end || rank[end.step] < rank[state.step]) return later(same, answer)
  // The row of queries goes on: one that looked like the last would not be asked.
  if (end.step !== state.step) return { ...end, poll: askAgain(state.poll, soon) }
  if (end.step === 'closed') return later(same, answer)
  if (answer.payment.mine) return { ...end, poll: askAgain(state.poll, paceOf(end)) }
  // The login has run out meanwhile: what it told is still so. What went back, everybody is told.
  return { ...same, order: end.order }
}

/** Closed as before, and why stays what it was: time goes on for an order that the merchant closed, too. */
function later(state: End, { payment }: Answer): State {
  if (state.step !== 'closed') return state
  const charged = payment.chargeId !== null
  return { ...state, charged, checkedAt: payment.checkedAt ?? state.checkedAt }
}

type Pausing = Pick<Paid, 'step' | 'refund' | 'begun'> | Refunded | Closed | MoneyBack

/** A payer who has money under way waits for it; a merchant who refunds next week is not waited for. */
function paceOf(state: Pausing): Pace {
  const waits = state.step !== 'paid' || state.begun || state.refund?.status === 'processing'
  return waits ? background : over
}
