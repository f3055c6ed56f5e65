/** Paymax's answers, validated once and translated into the rules' own types. Extra fields are ignored. */
import { Type, type Static } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import type {
  GatewayCharge,
  GatewayFailure,
  GatewayRefund,
} from '../../payments/core/gateway-reports'
import { fenFromYuan } from './amount'
import { unwrapJson } from './json'
import { reasonOf } from './failure-codes'

const maybe = <T extends Type.TSchema>(schema: T) =>
  Type.Optional(Type.Union([schema, Type.Null()]))

const Yuan = Type.Union([Type.Number(), Type.String()])
const Name = Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' })

/** Informative only: a value of the wrong type here must not make the whole answer unusable. */
const Aside = Type.Optional(Type.Unknown())

const failureFields = { failure_code: Aside, failure_msg: Aside }

const PaymaxRefund = Type.Object({
  id: Name,
  charge: maybe(Type.String()),
  amount: Yuan,
  status: Name,
  metadata: Aside,
  time_succeed: Aside,
  ...failureFields,
})

const PaymaxCharge = Type.Object({
  id: Name,
  order_no: Name,
  amount: Yuan,
  status: Name,
  app: maybe(Type.String()),
  currency: maybe(Type.String()),
  livemode: maybe(Type.Boolean()),
  time_paid: Aside,
  transaction_no: Aside,
  amount_refunded: Aside,
  refunds: Aside,
  metadata: Aside,
  extra: Aside,
  ...failureFields,
})

/** Our own metadata of a refund, as it comes back. */
const RefundMetadata = Type.Object({ refundId: Type.String(), sentAt: Aside })

/** Paymax's body of a failed call has no id. A charge or refund that failed has one and is read as such. */
const PaymaxFailure = Type.Object({
  id: Type.Optional(Type.Null()),
  failure_code: Name,
  failure_msg: Aside,
})
const PaymaxClosing = Type.Object({ status: Name, ...failureFields })

/** Our own metadata of a charge as it comes back, and who was to pay it. */
const ChargeMetadata = Type.Object({
  orderNo: Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' }),
})
const ChargeExtra = Type.Object({ open_id: Name })

const charges = compileSchema(PaymaxCharge)
const chargeMetadata = compileSchema(ChargeMetadata)
const chargeExtra = compileSchema(ChargeExtra)
const refunds = compileSchema(PaymaxRefund)
const refundMetadata = compileSchema(RefundMetadata)
const failures = compileSchema(PaymaxFailure)
const closings = compileSchema(PaymaxClosing)
const expiries = compileSchema(Type.Object({ time_expire: Aside }))

/**
 * Fields that the answer leaves out (`app`, `currency`) become the empty string, which equals none of our
 * values. Its refunds do not decide whether the payment succeeded, so a list that cannot be read is only
 * flagged.
 * @returns null where a required field is missing or has the wrong type
 */
export function readCharge(body: unknown): GatewayCharge | null {
  if (!charges.Check(body)) return null
  const amount = fenFromYuan(body.amount)
  if (amount === null) return null
  const amountRefunded = fenFromYuan(body.amount_refunded ?? 0)
  const given = listOf(body.refunds)
  const listed = given.map(readRefund).filter((refund) => refund !== null)
  return {
    gatewayId: body.id,
    chargeNumber: body.order_no,
    app: body.app ?? '',
    amount,
    // We send `cny`; Paymax answers `CNY`.
    currency: (body.currency ?? '').toUpperCase(),
    livemode: body.livemode ?? null,
    status: readStatus(body.status),
    paidAt: readTime(body.time_paid),
    transactionNo: keepable(readText(body.transaction_no)),
    amountRefunded: amountRefunded ?? 0,
    refunds: listed,
    // A refund that cannot be read must not be dropped: the rules would conclude that it was never made.
    refundsReadable: amountRefunded !== null && listed.length === given.length,
    ...readOrderNo(body.metadata),
    ...readPayer(body.extra),
    failure: failureOf(body),
  }
}

function readOrderNo(value: unknown): Pick<GatewayCharge, 'orderNo'> {
  const metadata = unwrapJson(value)
  return chargeMetadata.Check(metadata) ? { orderNo: metadata.orderNo } : {}
}

function readPayer(value: unknown): Pick<GatewayCharge, 'openid'> {
  const extra = unwrapJson(value)
  return chargeExtra.Check(extra) ? { openid: extra.open_id } : {}
}

/** When a charge expires, in Unix ms; null where the answer does not say. */
export function readExpiry(body: unknown): number | null {
  return expiries.Check(body) ? readTime(body.time_expire) : null
}

/** @returns null where a required field is missing or has the wrong type */
export function readRefund(body: unknown): GatewayRefund | null {
  if (!refunds.Check(body)) return null
  const amount = fenFromYuan(body.amount)
  if (amount === null) return null
  return {
    gatewayId: body.id,
    chargeGatewayId: body.charge ?? null,
    refundId: readRefundId(body.metadata),
    sentAt: readSentAt(body.metadata),
    amount,
    status: readStatus(body.status),
    succeededAt: readTime(body.time_succeed),
    failure: failureOf(body),
  }
}

/** @returns null where the body names no failure code */
export function readFailure(body: unknown): GatewayFailure | null {
  return failures.Check(body) ? failureOf(body) : null
}

/** The answer to a close: whether it worked. It does not name the charge. */
export function readClosing(
  body: unknown,
): { readonly closed: boolean; readonly failure: GatewayFailure | null } | null {
  if (!closings.Check(body)) return null
  return { closed: body.status === 'SUCCEED', failure: failureOf(body) }
}

/** @returns our refund's id, if the metadata of a refund carries it */
export function readRefundId(value: unknown): string | null {
  const metadata = unwrapJson(value)
  return refundMetadata.Check(metadata) ? metadata.refundId : null
}

function readSentAt(value: unknown): number | null {
  const metadata = unwrapJson(value)
  return refundMetadata.Check(metadata) ? readTime(metadata.sentAt) : null
}

function failureOf(fields: Static<Type.TObject<typeof failureFields>>): GatewayFailure | null {
  const code = readText(fields.failure_code)
  if (!code) return null
  const message = keepable(readText(fields.failure_msg) ?? '')
  return { reason: reasonOf(code), code: keepable(code), message }
}

/** Paymax's message for people, without the characters that PostgreSQL cannot store. */
function keepable<T extends string | null>(text: T): T | string {
  return text === null ? text : text.replaceAll(/[\0\p{Surrogate}]/gu, '\ufffd')
}

/** Paymax has three statuses. An unknown one counts as still under way: neither final nor a success. */
function readStatus(status: string): GatewayRefund['status'] {
  if (status === 'SUCCEED') return 'succeeded'
  return status === 'FAILED' ? 'failed' : 'processing'
}

/** Unix ms, as a number or as digits. A time outside the years 0 to 9999 is dropped. */
function readTime(value: unknown): number | null {
  const digits = typeof value === 'string' && /^\d{1,15}$/.test(value)
  const time = typeof value === 'number' || digits ? Math.floor(Number(value)) : 0
  return time > 0 && time < 253_402_300_800_000 ? time : null
}

function readText(value: unknown): string | null {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

/** A list, or the list inside an object; anything else is an empty list. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value
  const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : null
  return Array.isArray(data) ? data : []
}
