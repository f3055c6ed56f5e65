/** WeChat Pay's answers, validated once and turned into our own words. Extra fields are ignored. */
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import { readTime } from './beijing-time'
import { Sealed } from './sealed-resource'

const Name = Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' })
const Fen = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Decides nothing: in whatever type it comes, it must not keep the rest from being believed. */
const Aside = Type.Optional(Type.Unknown())

const transactions = compileSchema(
  Type.Object({
    appid: Name,
    mchid: Name,
    out_trade_no: Name,
    trade_state: Name,
    transaction_id: Aside,
    success_time: Aside,
    // An order that nobody paid may come without one.
    amount: Type.Optional(
      Type.Object({ total: Type.Optional(Fen), currency: Type.Optional(Type.String()) }),
    ),
  }),
)

const refunds = compileSchema(
  Type.Object({
    out_refund_no: Name,
    out_trade_no: Name,
    refund_id: Name,
    status: Name,
    success_time: Aside,
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
    success_time: Aside,
    amount: Type.Object({ refund: Fen, total: Fen }),
  }),
)

const created = compileSchema(
  Type.Object({ prepay_id: Type.String({ pattern: '^[\\w-]{1,64}$' }) }),
)

const certificateLists = compileSchema(
  Type.Object({
    data: Type.Optional(
      Type.Union([
        Type.Null(),
        Type.Array(Type.Object({ serial_no: Type.String(), encrypt_certificate: Sealed })),
      ]),
    ),
  }),
)

const bills = compileSchema(
  Type.Object({
    hash_type: Type.Literal('SHA1'),
    hash_value: Type.String({ pattern: '^[0-9a-fA-F]{40}$' }),
    download_url: Type.String({ pattern: '^https?://' }),
  }),
)

const failures = compileSchema(Type.Object({ code: Name, message: Aside, detail: Aside }))

/** `failed`: it cannot be paid any more. `unknown`: a final state that this way of paying should not have. */
export type OrderState = 'processing' | 'succeeded' | 'failed' | 'unknown'

/** An order as WeChat Pay tells it, in a query's answer or a webhook. */
export interface WechatOrder {
  readonly appId: string
  readonly mchId: string
  readonly chargeNumber: string
  readonly state: OrderState
  /** In WeChat Pay's own words: `REFUND` is a paid one of which a refund was asked for. */
  readonly tradeState: string
  readonly transactionId: string | null
  /** fen, before any coupon; null where an unpaid order comes without */
  readonly total: number | null
  readonly currency: string | null
  readonly paidAt: number | null
}

export interface WechatRefund {
  /** Only a webhook tells it. */
  readonly mchId: string | null
  readonly refundId: string
  readonly chargeNumber: string
  /** WeChat Pay's own id of it. */
  readonly gatewayId: string
  readonly state: 'processing' | 'succeeded' | 'failed'
  /** In its own words: `CLOSED` may be tried again under a new number, `ABNORMAL` waits for the merchant. */
  readonly status: string
  /** fen */
  readonly amount: number
  /** fen, of the order */
  readonly total: number
  /** A webhook tells none. */
  readonly currency: string | null
  readonly succeededAt: number | null
}

const orderStates: Readonly<Record<string, OrderState>> = {
  SUCCESS: 'succeeded',
  REFUND: 'succeeded',
  CLOSED: 'failed',
  REVOKED: 'unknown',
  PAYERROR: 'unknown',
}

/** @returns null where a field that counts is missing or of the wrong type: a paid order must name its money */
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
  }
}

/** @returns null where a field that counts is missing or of the wrong type */
export function readRefund(body: unknown): WechatRefund | null {
  if (!refunds.Check(body)) return null
  const { status, amount } = body
  return { ...refundOf(body, status), mchId: null, currency: amount.currency ?? null }
}

/** @returns null where a field that counts is missing or of the wrong type */
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

/** @returns the prepay id, which lives for two hours */
export function readCreated(body: unknown): string | null {
  return created.Check(body) ? body.prepay_id : null
}

export interface ListedCertificate {
  readonly serial: string
  readonly sealed: Sealed
}

/** @returns an empty list where there is none, as newer merchants have; null for nonsense */
export function readCertificateList(body: unknown): ListedCertificate[] | null {
  if (!certificateLists.Check(body)) return null
  return (body.data ?? []).map((one) => ({
    serial: one.serial_no,
    sealed: one.encrypt_certificate,
  }))
}

/** Where a day's bill is, and the SHA-1 of its unpacked text in small hex. */
export interface BillPlace {
  readonly url: string
  readonly sha1: string
}

export function readBillPlace(body: unknown): BillPlace | null {
  if (!bills.Check(body)) return null
  return { url: body.download_url, sha1: body.hash_value.toLowerCase() }
}

/** What a failure says of itself. It is not signed: nothing may be settled by it. */
export interface WechatFailure {
  readonly code: string
  readonly message: string
  readonly detail: unknown
}

/** @returns null where the body names no code */
export function readFailure(body: unknown): WechatFailure | null {
  if (!failures.Check(body)) return null
  const message = typeof body.message === 'string' ? body.message : ''
  // PostgreSQL refuses to keep these.
  const keepable = message.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd').slice(0, 500)
  return { code: body.code, message: keepable, detail: body.detail }
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value) ? value : null
}
