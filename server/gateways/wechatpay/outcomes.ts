/** Translates WeChat Pay's replies into the port's outcomes, call by call. */
import type {
  CloseOutcome,
  QueryOutcome,
  Refused,
  RefundOutcome,
} from '../../payments/core/gateway-calls'
import type {
  GatewayCharge,
  GatewayFailure,
  GatewayRefund,
} from '../../payments/core/gateway-reports'
import { readOrder, type WechatOrder } from './order-answers'
import { readRefund, type WechatRefund } from './refund-answers'
import { meaningOf, type Call, type Outcome } from './failure-codes'
import type { Reply } from './connection/transport'

type Unanswered = Exclude<Reply, { readonly kind: 'answer' }>

/** An answer's signature does not cover our request, so an answer about another order is ignored. */
export function queriedOrder(
  reply: Reply,
  asked: { readonly chargeNumber: string; readonly mchId: string },
): QueryOutcome {
  if (reply.kind !== 'answer') return refusedBy('query', reply)
  const order = readOrder(reply.body)
  const isThisOne = order?.chargeNumber === asked.chargeNumber && order.mchId === asked.mchId
  return isThisOne ? { outcome: 'answered', charge: chargeOf(order) } : unusableAnswer()
}

/** 204 only means that the call was accepted: whether the order is closed, only a query shows. */
export function closedOrder(reply: Reply): CloseOutcome {
  if (reply.kind === 'answer') {
    if (reply.status !== 202) return { outcome: 'closed' }
    const message = 'The payer is paying.'
    return {
      outcome: 'not_closed',
      failure: { reason: 'unavailable', code: 'USER_PAYING', message },
    }
  }
  const { outcome, failure } = unansweredOutcome('close', reply)
  switch (outcome) {
    case 'closed':
      return { outcome }
    case 'paid':
      return { outcome: 'final' }
    case 'not_closed':
      return { outcome, failure }
    case 'exists':
      return { outcome: 'lost', failure }
    default:
      return { outcome, failure }
  }
}

export interface AskedRefund {
  readonly chargeNumber: string
  readonly refundId: string
  /** fen, of the order; null where a query does not know it */
  readonly total: number | null
}

export function refundOutcome(
  call: 'refund' | 'query_refund',
  reply: Reply,
  asked: AskedRefund,
): RefundOutcome {
  if (reply.kind !== 'answer') return refusedBy(call, reply)
  const refund = readRefund(reply.body)
  const isThisOne =
    refund?.refundId === asked.refundId &&
    refund.chargeNumber === asked.chargeNumber &&
    refund.total === (asked.total ?? refund.total) &&
    (refund.currency ?? 'CNY') === 'CNY'
  return isThisOne ? { outcome: 'answered', refund: refundOf(refund) } : unusableAnswer()
}

/** Our charge number is the id there. `REVOKED` and similar states do not exist for JSAPI and never count as paid. */
export function chargeOf(order: WechatOrder): GatewayCharge {
  const { chargeNumber, state, tradeState } = order
  const isPaid = state === 'succeeded'
  return {
    gatewayId: chargeNumber,
    chargeNumber,
    app: order.mchId,
    appId: order.appId,
    amount: order.total,
    currency: order.currency ?? 'CNY',
    livemode: true,
    status: state === 'unknown' ? 'processing' : state === 'failed' ? 'closed' : state,
    paidAt: isPaid ? order.paidAt : null,
    transactionNo: isPaid ? order.transactionId : null,
    amountRefunded: 0,
    refunds: [],
    refundsReadable: false,
    ...(order.orderNo !== null && { orderNo: order.orderNo }),
    ...(order.openid !== null && { openid: order.openid }),
    failure: state === 'failed' ? { reason: 'expired', code: tradeState, message: '' } : null,
  }
}

/** Our refund id is the id there; a refund made in the console has an id of its own. */
export function refundOf(refund: WechatRefund): GatewayRefund {
  const { refundId, chargeNumber, amount, state, status } = refund
  return {
    gatewayId: refundId,
    chargeGatewayId: chargeNumber,
    refundId,
    sentAt: null,
    amount,
    status: state,
    succeededAt: state === 'succeeded' ? refund.succeededAt : null,
    failure:
      state === 'failed'
        ? { reason: 'refund_failed', code: status, message: explanations[status] ?? '' }
        : null,
  }
}

const explanations: Readonly<Record<string, string>> = {
  CLOSED: 'WeChat Pay closed this refund; another one may be tried.',
  ABNORMAL: 'The payer’s card does not take it: finish this refund in WeChat Pay’s console.',
}

/** The outcome of a call without a usable answer. A request that never left did nothing. */
export function unansweredOutcome(
  call: Call,
  reply: Unanswered,
): { readonly outcome: Outcome | 'untrusted'; readonly failure: GatewayFailure } {
  switch (reply.kind) {
    case 'failure': {
      const { code, message } = reply.failure
      const { outcome, reason } = meaningOf(call, { status: reply.status, code, message })
      return { outcome, failure: { reason, code, message } }
    }
    case 'unsent':
      return { outcome: 'unavailable', failure: reply.failure }
    case 'silent':
      return { outcome: 'lost', failure: reply.failure }
    case 'untrusted':
      return { outcome: 'untrusted', failure: reply.failure }
  }
}

/** For calls where «paid», «closed» and the like add nothing that a later query would not find. */
function refusedBy(call: Call, reply: Unanswered): Refused {
  const { outcome, failure } = unansweredOutcome(call, reply)
  const isLater = outcome === 'exists' || outcome === 'paid'
  return isLater || outcome === 'closed' || outcome === 'not_closed'
    ? { outcome: 'unavailable', failure }
    : { outcome, failure }
}

/** Signed but unusable: treated as no answer. */
export function unusableAnswer(): Refused {
  const message = 'The answer is signed but is not one to this request.'
  return {
    outcome: 'untrusted',
    failure: { reason: 'untrusted', code: 'senseless_answer', message },
  }
}
