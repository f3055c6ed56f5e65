/** WeChat Pay's representation of a refund, in an answer or a webhook, validated once. Extra fields are ignored. */
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import { Unchecked, Fen, Name } from './connection/answer-fields'
import { readTime } from './beijing-time'

const refunds = compileSchema(
  Type.Object({
    out_refund_no: Name,
    out_trade_no: Name,
    refund_id: Name,
    status: Name,
    success_time: Unchecked,
    amount: Type.Object({ refund: Fen, total: Fen, currency: Type.Optional(Type.String()) }),
  }),
)

const refundNotices = compileSchema(
  Type.Object({
    mchid: Name,
    out_refund_no: Name,
    out_trade_no: Name,
    refund_id: Name,
    refund_status: Name,
    success_time: Unchecked,
    amount: Type.Object({ refund: Fen, total: Fen }),
  }),
)

export interface WechatRefund {
  /** Only in webhooks. */
  readonly mchId: string | null
  readonly refundId: string
  readonly chargeNumber: string
  /** WeChat Pay's own id. */
  readonly gatewayId: string
  readonly state: 'processing' | 'succeeded' | 'failed'
  /** WeChat Pay's own state: `CLOSED` may be tried again under a new number, `ABNORMAL` waits for the merchant. */
  readonly status: string
  /** fen */
  readonly amount: number
  /** fen, of the order */
  readonly total: number
  /** Missing in webhooks. */
  readonly currency: string | null
  readonly succeededAt: number | null
}

/** @returns null where a required field is missing or has the wrong type */
export function readRefund(body: unknown): WechatRefund | null {
  if (!refunds.Check(body)) return null
  const { status, amount } = body
  return { ...refundOf(body, status), mchId: null, currency: amount.currency ?? null }
}

/** @returns null where a required field is missing or has the wrong type */
export function readRefundNotice(body: unknown): WechatRefund | null {
  if (!refundNotices.Check(body)) return null
  return { ...refundOf(body, body.refund_status), mchId: body.mchid, currency: null }
}

interface RefundFields {
  readonly out_refund_no: string
  readonly out_trade_no: string
  readonly refund_id: string
  readonly success_time?: unknown
  readonly amount: { readonly refund: number; readonly total: number }
}

function refundOf(fields: RefundFields, status: string) {
  const ended = status === 'CLOSED' || status === 'ABNORMAL'
  return {
    refundId: fields.out_refund_no,
    chargeNumber: fields.out_trade_no,
    gatewayId: fields.refund_id,
    state:
      status === 'SUCCESS'
        ? ('succeeded' as const)
        : ended
          ? ('failed' as const)
          : ('processing' as const),
    status,
    amount: fields.amount.refund,
    total: fields.amount.total,
    succeededAt: readTime(fields.success_time),
  }
}
