/** WeChat Pay's representation of an order, validated once. Extra fields are ignored. */
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import { Unchecked, Fen, Name } from './connection/answer-fields'
import { readTime } from './beijing-time'

const transactions = compileSchema(
  Type.Object({
    appid: Name,
    mchid: Name,
    out_trade_no: Name,
    trade_state: Name,
    transaction_id: Unchecked,
    success_time: Unchecked,
    attach: Unchecked,
    payer: Unchecked,
    // An order that nobody has paid may come without one.
    amount: Type.Optional(
      Type.Object({ total: Type.Optional(Fen), currency: Type.Optional(Type.String()) }),
    ),
  }),
)

const payers = compileSchema(Type.Object({ openid: Name }))

const created = compileSchema(
  Type.Object({ prepay_id: Type.String({ pattern: '^[\\w-]{1,64}$' }) }),
)

/** `failed`: it can no longer be paid. `unknown`: a final state that JSAPI orders should not have. */
export type OrderState = 'processing' | 'succeeded' | 'failed' | 'unknown'

/** An order as WeChat Pay tells it, in a query's answer or a webhook. */
export interface WechatOrder {
  readonly appId: string
  readonly mchId: string
  readonly chargeNumber: string
  readonly state: OrderState
  /** WeChat Pay's own state: `REFUND` means paid, with a refund requested. */
  readonly tradeState: string
  readonly transactionId: string | null
  /** fen, before coupons; null where an unpaid order comes without */
  readonly total: number | null
  readonly currency: string | null
  readonly paidAt: number | null
  /** Our `attach`, where it is an order number. */
  readonly orderNo: string | null
  readonly openid: string | null
}

const orderStates: Readonly<Record<string, OrderState>> = {
  SUCCESS: 'succeeded',
  REFUND: 'succeeded',
  CLOSED: 'failed',
  REVOKED: 'unknown',
  PAYERROR: 'unknown',
}

/** @returns null where a required field is missing or has the wrong type; a paid order must have an amount */
export function readOrder(body: unknown): WechatOrder | null {
  if (!transactions.Check(body)) return null
  const state = orderStates[body.trade_state] ?? 'processing'
  const { total = null, currency = null } = body.amount ?? {}
  const transactionId = nameOf(body.transaction_id)
  if (state === 'succeeded' && (total === null || transactionId === null)) return null
  return {
    appId: body.appid,
    mchId: body.mchid,
    chargeNumber: body.out_trade_no,
    state,
    tradeState: body.trade_state,
    transactionId,
    total,
    currency,
    paidAt: readTime(body.success_time),
    orderNo: orderNoOf(body.attach),
    openid: payers.Check(body.payer) ? body.payer.openid : null,
  }
}

function orderNoOf(attach: unknown): string | null {
  return typeof attach === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(attach) ? attach : null
}

/** @returns the prepay id, which lives for two hours */
export function readCreated(body: unknown): string | null {
  return created.Check(body) ? body.prepay_id : null
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value) ? value : null
}
