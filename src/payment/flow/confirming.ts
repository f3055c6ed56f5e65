import { ended } from './ending'
import { hurried, ready } from './next-states'
import type { Answer, PaymentEvent } from './events'
import { readRefusal } from '../failure'
import { charging } from './paying'
import { askAgain, askLater, polling } from '../poll'
import { background, quick, waiting } from '../polling-times'
import { saysUnpaid } from '../confirming-states'
import type { State } from '../states'
import type { Failed, Unpaid } from '../result-states'
import type { Confirming, Pending } from '../confirming-states'
import { watched } from './stays-while-polled'

type FindingOut = Confirming | Pending

export function fromConfirming(state: Confirming, event: PaymentEvent, at: number): State {
  // An unknown result is not an end: a page of its own shows it and keeps asking.
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
  const { status, checkedAt, chargeId, failure } = answer.payment
  const end = ended(state.order, answer, state.chargeId)
  if (end) return mayHavePaidInVain(state, end, answer) ? goOn(state, answer, null) : end
  const own = isOwnCharge(state, answer)
  const since = own && spokeSince(answer, state.since) ? checkedAt : null
  if (status === 'failed' && own) {
    const code = readRefusal(failure?.code)
    const poll = polling(background)
    return { step: 'failed', order: state.order, code, checkedAt: since, chargeId, poll }
  }
  return notPaid(state, answer, since, at) ?? goOn(state, answer, since)
}

/**
 * Another payment has paid the order while this payer's own sheet may have moved money that the backend does
 * not know of yet: no success is shown to somebody who may soon be refunded.
 */
function mayHavePaidInVain({ hint, chargeId }: FindingOut, end: State, answer: Answer): boolean {
  if (chargeId === null || !('begun' in end) || !end.begun) return false
  if (saysUnpaid(hint)) return false
  // Signed out: what became of their money is no longer shown, and waiting is useless.
  if (answer.payment.mine === null) return false
  const own = answer.payment.mine.status
  return hint === 'ok' || (own !== 'closed' && own !== 'failed')
}

/** Whether Paymax's answer was about this payer's own charge, and not about one that replaced it. */
function isOwnCharge({ chargeId }: FindingOut, { payment }: Answer): boolean {
  const own = chargeId ?? payment.mine?.chargeId ?? null
  return own === null || own === payment.chargeId
}

/** Not paid so far: where that is enough to let the payer pay again, otherwise null (the money may be on its way). */
function notPaid(
  state: FindingOut,
  answer: Answer,
  since: string | null,
  at: number,
): State | null {
  const { order, hint, poll } = state
  if (state.resumed) return since || poll.asks >= 2 ? ready(order, 'resumed') : null
  const { status, chargeId } = answer.payment
  const refused = saysUnpaid(hint)
  const replaced = refused && !isOwnCharge(state, answer)
  if (status === 'processing' && !replaced) {
    return refused && since ? unpaid(state, since, chargeId) : null
  }
  // No charge of this payer is live, so Paymax is no longer asked. Where none ever was, Paymax knows nothing.
  const never = chargeId === null
  const enough = since || never || replaced || at - state.since > 5000
  return enough ? unpaid(state, since, chargeId) : null
}

function unpaid(
  { order, hint }: FindingOut,
  checkedAt: string | null,
  chargeId: string | null,
): Unpaid {
  return { step: 'unpaid', order, checkedAt, chargeId, hint, poll: polling(background) }
}

function goOn(state: FindingOut, { payment }: Answer, since: string | null): State {
  const hasty = state.resumed || saysUnpaid(state.hint)
  const pace = hasty && state.step === 'confirming' ? quick : waiting
  const checkedAt = since ?? payment.checkedAt
  return { ...state, trouble: null, checkedAt, poll: askAgain(state.poll, pace) }
}

/**
 * Whether Paymax was asked after a moment of this phone's clock: it was asked after our query came in, and
 * our query left after that moment. Each clock is only compared with itself.
 */
function spokeSince({ payment, sentAt }: Answer, moment: number): boolean {
  const { checkedAt, receivedAt } = payment
  return sentAt >= moment && checkedAt !== null && Date.parse(checkedAt) >= Date.parse(receivedAt)
}

export function fromUnpaid(state: Unpaid, event: PaymentEvent, at: number): State {
  if (event.type === 'pay') return charging(state.order, state.hint === 'fail' ? 'renew' : 'tap')
  return moneyAfterAll(state, event, at)
}

export function fromFailed(state: Failed, event: PaymentEvent, at: number): State {
  return event.type === 'pay' ? charging(state.order, 'tap') : moneyAfterAll(state, event, at)
}

/** Ended without money, as far as is known: it may still come, and the page then changes by itself. */
function moneyAfterAll(state: Unpaid | Failed, event: PaymentEvent, at: number): State {
  return watched(state, state.order, event, at, (answer) => ({
    checkedAt: lastWord(state, answer),
  }))
}

/** When Paymax last said that this payer's charge was not paid; an answer about another charge does not count. */
function lastWord({ checkedAt, chargeId }: Unpaid | Failed, { payment }: Answer): string | null {
  const later = payment.chargeId === chargeId ? payment.checkedAt : null
  return checkedAt && later && later > checkedAt ? later : checkedAt
}
