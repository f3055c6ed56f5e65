import { ended, hurried, ready } from './enter'
import type { Answer, PaymentEvent } from './events'
import { readRefusal } from './failure'
import { charging } from './paying'
import { askAgain, askLater, background, polling, quick, waiting } from './poll'
import type { Closed, Confirming, Failed, Paid, Pending, Refunded, State, Unpaid } from './states'

type FindingOut = Confirming | Pending

export function fromConfirming(state: Confirming, event: PaymentEvent, at: number): State {
  // Not knowing is not an end: it is told on a page of its own and goes on asking.
  if (event.type === 'deadline') return { ...state, step: 'pending' }
  return findOut(state, event, at)
}

export function fromPending(state: Pending, event: PaymentEvent, at: number): State {
  if (event.type === 'check') return hurried(state)
  if (event.type === 'back_to_order' && state.checkedAt) return ready(state.order, 'resumed')
  return findOut(state, event, at)
}

function findOut(state: FindingOut, event: PaymentEvent, at: number): State {
  switch (event.type) {
    case 'asked':
      return told(state, event.answer, at)
    case 'ask_failed': {
      const { failure } = event
      return { ...state, trouble: failure, poll: askLater(state.poll, failure) }
    }
    case 'returned':
      return hurried(state)
    default:
      return state
  }
}

function told(state: FindingOut, answer: Answer, at: number): State {
  const { status, checkedAt, failure } = answer.payment
  const since = spokeSince(answer, state.since) ? checkedAt : null
  const end = ended(state.order, answer)
  if (end) return end
  if (status === 'failed') {
    const code = readRefusal(failure?.code)
    return { step: 'failed', order: state.order, code, checkedAt: since }
  }
  return notPaid(state, answer, since, at) ?? goOn(state, answer, since)
}

/** No money so far: where that is enough to let the payer pay, else null (it may be on its way). */
function notPaid(
  state: FindingOut,
  answer: Answer,
  since: string | null,
  at: number,
): State | null {
  const { order, hint, poll } = state
  if (state.resumed) return since || poll.asks >= 2 ? ready(order, 'resumed') : null
  const { status, chargeId } = answer.payment
  if (status !== 'unpaid') {
    const refused = hint === 'cancel' || hint === 'fail'
    return refused && since ? unpaid(state, since) : null
  }
  // No charge is live, so Paymax is not asked any more. Where none ever was it has nothing to say.
  const never = chargeId === null
  return since || never || at - state.since > 5000 ? unpaid(state, since) : null
}

function unpaid({ order, hint }: FindingOut, checkedAt: string | null): Unpaid {
  const refusedBySheet = hint === 'fail'
  return { step: 'unpaid', order, checkedAt, refusedBySheet, poll: polling(background) }
}

function goOn(state: FindingOut, { payment }: Answer, since: string | null): State {
  const hasty = state.resumed || state.hint === 'cancel' || state.hint === 'fail'
  const pace = hasty && state.step === 'confirming' ? quick : waiting
  const checkedAt = since ?? payment.checkedAt
  return { ...state, trouble: null, checkedAt, poll: askAgain(state.poll, pace) }
}

/**
 * Whether Paymax spoke after a moment of this phone's clock: it was asked once our query had come in,
 * and that query left after the moment. Each clock is compared with itself alone.
 */
function spokeSince({ payment, sentAt }: Answer, moment: number): boolean {
  const { checkedAt, receivedAt } = payment
  return sentAt >= moment && checkedAt !== null && Date.parse(checkedAt) >= Date.parse(receivedAt)
}

export function fromUnpaid(state: Unpaid, event: PaymentEvent): State {
  switch (event.type) {
    case 'pay':
      return charging(state.order, state.refusedBySheet ? 'renew' : 'tap')
    case 'asked': {
      const { checkedAt } = event.answer.payment
      const later = state.checkedAt === null ? null : (checkedAt ?? state.checkedAt)
      const poll = askAgain(state.poll, background)
      return ended(state.order, event.answer) ?? { ...state, checkedAt: later, poll }
    }
    case 'ask_failed':
      return { ...state, poll: askLater(state.poll, event.failure) }
    case 'returned':
      return hurried(state)
    default:
      return state
  }
}

export function fromFailed(state: Failed, event: PaymentEvent): State {
  return event.type === 'pay' ? charging(state.order, 'tap') : state
}

/** Out of `closed` leads only money that came after all; what a refund does moves on by itself. */
export function fromClosed(state: Closed, event: PaymentEvent): State {
  switch (event.type) {
    case 'asked': {
      const end = ended(state.order, event.answer)
      const { mine } = event.answer.payment
      if (end && end.step !== 'closed') return end
      return { ...state, mine, poll: askAgain(state.poll, background) }
    }
    case 'ask_failed':
      return { ...state, poll: askLater(state.poll, event.failure) }
    case 'returned':
      return hurried(state)
    default:
      return state
  }
}

export function fromPaid(state: Paid, event: PaymentEvent): State {
  if (event.type !== 'asked') return state
  const { status, mine } = event.answer.payment
  if (status === 'refunded') return { ...state, step: 'refunded', mine }
  return status === 'paid' ? { ...state, mine } : state
}

export function fromRefunded(state: Refunded): State {
  return state
}
