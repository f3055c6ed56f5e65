import { ended, endedInTime } from './ending'
import { confirming, hurried, orderTarget, ready } from './next-states'
import type { Answer, PaymentEvent } from './events'
import { readRefusal, type Failure } from '../failure'
import { retimed, type KnownOrder } from '../timed-order'
import { askAgain, askLater, polling } from '../poll'
import { background, idle, quick, watchdog } from '../polling-times'
import type { State } from '../states'
import type {
  Bridging,
  BridgeMissing,
  ChargeRefused,
  Charging,
  Ready,
  Sheet,
  Wish,
} from '../paying-states'
import { authorizeUrl } from '../page-target'
import { watched } from './stays-while-polled'

export function charging(order: KnownOrder, wish: Wish): Charging {
  return { step: 'charging', order, wish }
}

export function fromReady(state: Ready, event: PaymentEvent, at: number): State {
  if (event.type === 'pay') return charging(state.order, 'tap')
  if (event.type !== 'asked') return watched(state, state.order, event, at)
  return endedInTime(state.order, event.answer) ?? stillOpen(state, event.answer, at)
}

/** Somebody else, or this payer in another window, may start to pay meanwhile, and may give up. */
function stillOpen(state: Ready, { payment }: Answer, at: number): Ready {
  const order = retimed(state.order, payment.now, at)
  const notice = payment.status === 'processing' ? 'busy' : 'none'
  const poll = askAgain(state.poll, notice === 'none' ? idle : background)
  return { ...state, order, notice: state.notice === 'resumed' ? 'resumed' : notice, poll }
}

export function fromCharging(state: Charging, event: PaymentEvent, at: number): State {
  const { order, wish } = state
  switch (event.type) {
    case 'charged':
      return { step: 'bridging', order, charge: event.charge, tapped: wish !== 'auto' }
    case 'charge_failed':
      return notCharged(state, event.failure, at)
    case 'returned':
      // Unfrozen with the lock still held: the next tap gets the same charge again.
      return event.frozen ? ready(order, 'resumed') : state
    default:
      return state
  }
}

function notCharged({ order, wish }: Charging, failure: Failure, at: number): State {
  const { orderId } = order
  switch (failure.code) {
    case 'login_required': {
      // Nobody tapped: the button stays, and a tap signs in again. No automatic retry.
      if (wish === 'auto') return ready(order)
      const target = orderTarget(orderId)
      return { step: 'leaving', url: failure.authorizeUrl ?? authorizeUrl(target), target }
    }
    case 'order_paid':
      return confirming(order, 'none', at)
    case 'order_closed':
      // At once: the refusal does not say whether money of this payer came too late.
      return closedAt(order, at)
    case 'order_not_found':
      return { step: 'not_found', orderId }
    default:
      return chargeRefused(order, failure, at)
  }
}

function closedAt(order: KnownOrder, at: number): State {
  const why = at >= order.endsAt ? 'expired' : 'merchant'
  const closed = { ...order, status: 'closed' } as const
  return {
    step: 'closed',
    order: closed,
    why,
    charged: true,
    checkedAt: null,
    poll: polling(quick),
  }
}

function chargeRefused(order: KnownOrder, failure: Failure, at: number): ChargeRefused {
  const { retryAfter } = failure
  const retryAt = retryAfter === null ? null : at + retryAfter * 1000
  return { step: 'charge_refused', order, failure, retryAt, poll: polling(background) }
}

export function fromChargeRefused(state: ChargeRefused, event: PaymentEvent, at: number): State {
  const early = state.retryAt !== null && at < state.retryAt
  if (event.type === 'pay') return early ? state : charging(state.order, 'tap')
  if (event.type === 'asked' && state.failure.code === 'offline') {
    return (
      endedInTime(state.order, event.answer) ??
      ready(retimed(state.order, event.answer.payment.now, at))
    )
  }
  return watched(state, state.order, event, at)
}

export function fromBridging(state: Bridging, event: PaymentEvent, at: number): State {
  const { order, charge, tapped } = state
  if (event.type === 'bridge_missing') {
    return { step: 'bridge_missing', order, poll: polling(background) }
  }
  if (event.type !== 'bridge_ready') return state
  const poll = polling(watchdog)
  return { step: 'sheet', order, charge, tapped, round: 0, startedAt: at, quiet: false, poll }
}

export function fromBridgeMissing(state: BridgeMissing, event: PaymentEvent, at: number): State {
  return event.type === 'pay'
    ? charging(state.order, 'tap')
    : watched(state, state.order, event, at)
}

export function fromSheet(state: Sheet, event: PaymentEvent, at: number): State {
  switch (event.type) {
    case 'bridge_answered':
      return confirming(state.order, event.hint, at, state.charge)
    case 'bridge_noise':
      return hurried(state)
    case 'returned':
      return hurried(state)
    case 'asked':
      return askedWhileOpen(state, event.answer)
    case 'ask_failed':
      return { ...state, quiet: true, poll: askLater(state.poll, event.failure) }
    case 'check':
      return confirming(state.order, 'none', at, state.charge)
    case 'pay':
      // Some systems refuse a sheet that nobody tapped for, without an answer: the button opens it again.
      return state.tapped ? state : { ...state, tapped: true, round: state.round + 1 }
    default:
      return state
  }
}

function askedWhileOpen(state: Sheet, answer: Answer): State {
  const end = ended(state.order, answer, state.charge.chargeId)
  // Another payment has paid it while this payer may be typing the PIN: they are shown the result of their
  // own.
  if (end && !('begun' in end && end.begun)) return end
  const { status, failure, chargeId } = answer.payment
  if (status === 'failed' && chargeId === state.charge.chargeId) {
    const [code, poll] = [readRefusal(failure?.code), polling(background)]
    return { step: 'failed', order: state.order, code, checkedAt: null, chargeId, poll }
  }
  return { ...state, quiet: true, poll: askAgain(state.poll, watchdog) }
}
