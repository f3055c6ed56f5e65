import type {
  Charge,
  CheckoutOptions,
  JsApiParams,
  OpenedOrder,
  Order,
  Payment,
} from '@/payment/wire'

/** Says whether an answer of the backend is what the wire promises, before anything believes it. */
export type Guard<T> = (value: unknown) => value is T

export interface SessionAnswer {
  readonly to: string
  readonly checkout?: { readonly order: Order; readonly charge?: Charge }
}

type Fields = Readonly<Record<string, unknown>>

/** What can be looked into at all. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null
}

function texts(fields: Fields, names: readonly string[]): boolean {
  return names.every((name) => typeof fields[name] === 'string')
}

function textOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string'
}

function isFen(value: unknown, least = 1): boolean {
  return Number.isInteger(value) && Number(value) >= least
}

const orderTexts = ['orderId', 'orderNo', 'subject', 'body', 'merchantName', 'expiresAt', 'now']
const orderStatuses: readonly unknown[] = ['unpaid', 'processing', 'paid', 'closed', 'refunded']

/** An order as the payer may see it. */
export function isOrder(value: unknown): value is Order {
  return (
    isFields(value) &&
    texts(value, orderTexts) &&
    orderStatuses.includes(value.status) &&
    isFen(value.amount) &&
    isFen(value.amountRefunded, 0) &&
    value.currency === 'CNY' &&
    [value.paidAt, value.returnUrl, value.picture].every(textOrNull) &&
    typeof value.autoPay === 'boolean'
  )
}

const sheetFields = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign']

// WeChat: all six are strings (iOS refuses a timeStamp that is a number) and none may be missing.
function isJsApiParams(value: unknown): value is JsApiParams {
  return isFields(value) && texts(value, sheetFields)
}

/** A charge with what the sheet takes. */
export function isCharge(value: unknown): value is Charge {
  return (
    isFields(value) && texts(value, ['chargeId', 'expiresAt']) && isJsApiParams(value.jsApiParams)
  )
}

/** The answer to a status query. A status that we do not know makes it none: unknown is never paid. */
export function isPayment(value: unknown): value is Payment {
  return (
    isFields(value) &&
    texts(value, ['orderId', 'receivedAt', 'now']) &&
    (value.status === 'failed' || orderStatuses.includes(value.status)) &&
    [value.chargeId, value.paidAt, value.checkedAt].every(textOrNull) &&
    isFen(value.amountRefunded, 0) &&
    (value.failure === null || (isFields(value.failure) && texts(value.failure, ['code']))) &&
    (value.mine === null || isMine(value.mine))
  )
}

function isMine(value: unknown): boolean {
  if (!isFields(value) || !texts(value, ['chargeId', 'status'])) return false
  const { refund } = value
  return refund === null || (isFields(refund) && texts(refund, ['status']) && isFen(refund.amount))
}

/** An order, and its charge where the sheet is to open by itself. */
function isCheckout(value: unknown): value is NonNullable<SessionAnswer['checkout']> {
  return (
    isFields(value) &&
    isOrder(value.order) &&
    (value.charge === undefined || isCharge(value.charge))
  )
}

/** A login, with the order it was for where there is one. */
export function isSession(value: unknown): value is SessionAnswer {
  return (
    isFields(value) &&
    typeof value.to === 'string' &&
    (value.checkout === undefined || isCheckout(value.checkout))
  )
}

/** An order's page in one answer; the charge where its address asked for the sheet. */
export function isOpenedOrder(value: unknown): value is OpenedOrder {
  return isSignedIn(value) && isCheckout(value)
}

/** Whether this browser is signed in. */
export function isSignedIn(value: unknown): value is { readonly signedIn: boolean } {
  return isFields(value) && typeof value.signedIn === 'boolean'
}

/** What a payer may choose or type, before there is an order. */
export function isOptions(value: unknown): value is CheckoutOptions {
  if (!isFields(value) || typeof value.merchantName !== 'string') return false
  const { openAmount, items, unfinished } = value
  return (
    (openAmount === null ||
      (isFields(openAmount) && isFen(openAmount.min) && isFen(openAmount.max))) &&
    Array.isArray(items) &&
    items.every(isItem) &&
    (unfinished === null || isUnfinished(unfinished))
  )
}

function isItem(value: unknown): boolean {
  return (
    isFields(value) &&
    texts(value, ['item', 'subject', 'body']) &&
    isFen(value.amount) &&
    textOrNull(value.picture)
  )
}

function isUnfinished(value: unknown): boolean {
  return isFields(value) && texts(value, ['orderId', 'createdAt']) && isFen(value.amount)
}
