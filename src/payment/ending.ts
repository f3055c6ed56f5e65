import { hurried } from './enter'
import type { Answer, PaymentEvent } from './events'
import { ownMoney } from './own-money'
import { askAgain, askLater, background, polling, type Pace } from './poll'
import type { Closed, MoneyBack, Paid, Refunded, State } from './states'
import type { Order } from './wire'

type End = Paid | Closed | Refunded | MoneyBack

/** Where an answer that ends the order leads; null when it ends nothing. Unknown is never paid. */
export function ended(known: Order, { payment, order: fresh }: Answer): End | null {
  const { status, paidAt, mine } = payment
  if (status === 'unpaid' || status === 'processing' || status === 'failed') return null
  const order = { ...known, ...fresh, status, paidAt: paidAt ?? fresh?.paidAt ?? known.paidAt }
  const poll = polling(background)
  const own = ownMoney(payment)
  const refund = mine?.refund?.status ?? null
  if (own === 'unwanted') {
    const why = status === 'closed' ? 'late' : 'second'
    return { step: 'money_back', order, why, refund: refund ?? 'processing', poll }
  }
  const begun = own === 'begun'
  if (status === 'closed') return { step: 'closed', order, poll }
  if (status === 'refunded') return { step: 'refunded', order, begun, poll }
  return { step: 'paid', order, refund: own === 'pays' ? refund : null, begun, poll }
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
  const same = { ...state, poll: askAgain(state.poll, background) }
  if (!end || rank[end.step] < rank[state.step]) return same
  // The row of queries goes on: one that looked like the last would not be asked.
  if (end.step !== state.step) return { ...end, poll: askAgain(state.poll, soon) }
  // The login has run out meanwhile: what it told is still so.
  return answer.payment.mine ? { ...end, poll: same.poll } : same
}
