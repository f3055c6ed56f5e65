import type { JsonObject } from '../json'
import type { Failure } from './failure'
import { toYuan } from './money'

export type Status = 'PROCESSING' | 'SUCCEED' | 'FAILED'

export interface Refund {
  id: string
  orderNo: string
  chargeId: string
  /** In fen, as every amount inside. */
  amount: number
  description: string
  extra: JsonObject
  metadata: JsonObject
  transactionNo: string | null
  createdAt: number
  succeededAt: number | null
  status: Status
  failure: Failure | null
}

export interface Charge {
  id: string
  orderNo: string
  amount: number
  subject: string
  body: string
  channel: string
  clientIp: string
  description: string | null
  extra: JsonObject
  metadata: JsonObject
  app: string
  createdAt: number
  expiresAt: number
  paidAt: number | null
  paidBy: string | null
  status: Status
  failure: Failure | null
  transactionNo: string | null
  prepayId: string
  credential: JsonObject
  refunds: Refund[]
}

/** In fen, of the refunds that have gone through. */
export function refundedAmount(charge: Charge): number {
  return charge.refunds
    .filter((refund) => refund.status === 'SUCCEED')
    .reduce((sum, refund) => sum + refund.amount, 0)
}

export function refundOnWire(refund: Refund): JsonObject {
  return {
    id: refund.id,
    order_no: refund.orderNo,
    charge: refund.chargeId,
    amount: toYuan(refund.amount),
    description: refund.description,
    extra: refund.extra,
    metadata: refund.metadata,
    transaction_no: refund.transactionNo,
    time_created: refund.createdAt,
    time_succeed: refund.succeededAt,
    status: refund.status,
    failure_code: refund.failure?.code ?? null,
    failure_msg: refund.failure?.message ?? null,
  }
}

export function chargeOnWire(charge: Charge): JsonObject {
  return {
    id: charge.id,
    order_no: charge.orderNo,
    amount: toYuan(charge.amount),
    amount_settle: 0,
    amount_refunded: toYuan(refundedAmount(charge)),
    subject: charge.subject,
    body: charge.body,
    channel: charge.channel,
    client_ip: charge.clientIp,
    description: charge.description,
    extra: charge.extra,
    metadata: charge.metadata,
    app: charge.app,
    // Asked for in lower case, answered in upper case, as in the documentation's samples.
    currency: 'CNY',
    transaction_no: charge.transactionNo,
    refunded: charge.refunds.length > 0,
    refunds: charge.refunds.map(refundOnWire),
    time_created: charge.createdAt,
    time_paid: charge.paidAt,
    time_expire: charge.expiresAt,
    time_settle: null,
    livemode: false,
    credential: charge.credential,
    status: charge.status,
    failure_code: charge.failure?.code ?? null,
    failure_msg: charge.failure?.message ?? null,
  }
}
