import { endedInTime } from './ending'
import { hurried } from './next-states'
import type { Answer, PaymentEvent } from './events'
import { retimed, type KnownOrder } from '../timed-order'
import { askAgain, askLater } from '../poll'
import { background } from '../polling-times'
import type { State } from '../states'
import type { Failed, Unpaid } from '../result-states'
import type { BridgeMissing, ChargeRefused, Ready } from '../paying-states'
import type { Outside } from '../arriving-states'

type Watched = Outside | Ready | ChargeRefused | BridgeMissing | Unpaid | Failed

/**
 * A page that stays as it is while the status is polled, until the order ends.
 * @param order the one on the page
 * @param learn what else of an answer the page takes over
 */
export function watched<S extends Watched>(
  state: S,
  order: KnownOrder,
  event: PaymentEvent,
  at: number,
  learn: (answer: Answer) => Partial<S> = () => ({}),
): State {
  switch (event.type) {
    case 'asked': {
      const later = retimed(order, event.answer.payment.now, at)
      const poll = askAgain(state.poll, background)
      const open = { ...state, ...learn(event.answer), order: later, poll }
      return endedInTime(order, event.answer, 'chargeId' in state ? state.chargeId : null) ?? open
    }
    case 'ask_failed':
      return { ...state, poll: askLater(state.poll, event.failure) }
    case 'returned':
    case 'time_up':
      return hurried(state)
    default:
      return state
  }
}
