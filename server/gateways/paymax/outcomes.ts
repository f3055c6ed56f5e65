/** Translates Paymax's replies into the port's outcomes, call by call. */
import type {
  CloseOutcome,
  CreateOutcome,
  QueryOutcome,
  Refused,
  RefundOutcome,
} from '../../payments/core/gateway-calls'
import type { GatewayCharge, GatewayFailure } from '../../payments/core/gateway-reports'
import { readCharge, readClosing, readExpiry, readFailure, readRefund } from './answers'
import { readCredential } from './credential'
import { isPassing, refused, type Call } from './failure-codes'
import type { Reply } from './transport'

/**
 * A signed answer about another order is refused. An answer's signature does not cover our request, so within
 * two minutes another one could be replayed in its place.
 */
export function createdCharge(
  reply: Reply,
  asked: { readonly chargeNumber: string; readonly app: string; readonly currency: string },
): CreateOutcome {
  if (reply.kind !== 'answer') return withoutAnswer('charge', reply)
  const answered = readCharge(reply.body)
  if (!answered) return withoutObject('charge', reply.body)
  if (answered.chargeNumber !== asked.chargeNumber) return senseless()
  // Fields that the answer to our own create request leaves out are as we asked. A query is never completed
  // like this.
  const app = answered.app || asked.app
  const charge = { ...answered, app, currency: answered.currency || asked.currency }
  if (charge.status === 'failed') return failedAtOnce(charge)
  const jsApiParams = readCredential(reply.body)
  return jsApiParams ? { outcome: 'created', charge, jsApiParams } : senseless()
}

/** A temporary failure of the channel, however it is reported: the payer may try again at once. */
function failedAtOnce(charge: GatewayCharge): CreateOutcome {
  const { failure } = charge
  return failure && isPassing(failure)
    ? { outcome: 'unavailable', failure }
    : { outcome: 'failed', charge }
}

/** @param now Unix ms */
export function queriedCharge(reply: Reply, gatewayId: string, now: number): QueryOutcome {
  if (reply.kind !== 'answer') return withoutAnswer('ask', reply)
  const charge = readCharge(reply.body)
  if (!charge) return withoutObject('ask', reply.body)
  if (charge.gatewayId !== gatewayId) return senseless()
  return { outcome: 'answered', charge: orExpired(charge, readExpiry(reply.body), now) }
}

/** Paymax has no code for an expired charge: it comes as one that the channel turned down. */
function orExpired(charge: GatewayCharge, expiresAt: number | null, now: number): GatewayCharge {
  const { status, failure } = charge
  const isOver = expiresAt !== null && expiresAt <= now
  if (status !== 'failed' || failure?.code !== 'CHANNEL_CHARGE_FAILED' || !isOver) return charge
  return { ...charge, failure: { ...failure, reason: 'expired' } }
}

const notClosedWithoutCode: GatewayFailure = {
  reason: 'unknown',
  code: 'not_closed',
  message: '',
}

export function closedCharge(reply: Reply): CloseOutcome {
  if (reply.kind !== 'answer') return notClosed(withoutAnswer('ask', reply))
  const closing = readClosing(reply.body)
  if (!closing) return notClosed(withoutObject('ask', reply.body))
  if (closing.closed) return { outcome: 'closed' }
  const failure = closing.failure ?? notClosedWithoutCode
  if (isFinal(failure)) return { outcome: 'final' }
  const refusal = refused('ask', 200, failure)
  return refusal.outcome === 'denied' ? refusal : { outcome: 'not_closed', failure }
}

export function refundOutcome(
  call: Call,
  reply: Reply,
  asked: { readonly charge: string; readonly refund?: string },
): RefundOutcome {
  if (reply.kind !== 'answer') return oneAtATime(withoutAnswer(call, reply))
  const refund = readRefund(reply.body)
  if (!refund) return oneAtATime(withoutObject(call, reply.body))
  const ofThisCharge = (refund.chargeGatewayId ?? asked.charge) === asked.charge
  const thisOne = refund.gatewayId === (asked.refund ?? refund.gatewayId)
  return ofThisCharge && thisOne ? { outcome: 'answered', refund } : senseless()
}

/** A request that never left did nothing: `unavailable`, whatever the call. */
function withoutAnswer(call: Call, reply: Exclude<Reply, { kind: 'answer' }>): Refused {
  switch (reply.kind) {
    case 'failure':
      return refused(call, reply.status, reply.failure)
    case 'unsent':
      return { outcome: 'unavailable', failure: reply.failure }
    case 'silent':
      return { outcome: 'lost', failure: reply.failure }
    case 'untrusted':
      return { outcome: 'untrusted', failure: reply.failure }
  }
}

/** Signed, but not the object we asked for: a failure with the wrong HTTP status, or malformed. */
function withoutObject(call: Call, body: unknown): Refused {
  const failure = readFailure(body)
  return failure ? refused(call, 200, failure) : senseless()
}

/** Signed but unusable: treated as no answer. */
function senseless(): Refused {
  const message = 'The answer is signed but is not one to this request.'
  return {
    outcome: 'untrusted',
    failure: { reason: 'untrusted', code: 'senseless_answer', message },
  }
}

/** «Already final», signed or not, only leads to a query. */
function notClosed(refusal: Refused): CloseOutcome {
  const { failure } = refusal
  if (isFinal(failure)) return { outcome: 'final' }
  return failure.code === 'CHANNEL_CHARGE_CLOSE_FAILED'
    ? { outcome: 'not_closed', failure }
    : refusal
}

function isFinal(failure: { readonly code: string }) {
  return failure.code === 'TRADE_HAS_FINAL_STATUS'
}

function oneAtATime(refusal: Refused): RefundOutcome {
  return refusal.failure.code === 'MULTI_REFUND_RECORDS' ? { outcome: 'in_progress' } : refusal
}
