/**
 * The wire's types, derived from the backend's schemas; only types are imported. During a rolling upgrade the build
 * before may answer a page of this one: fields that it does not send are optional here (`tests/fixtures/answers-of-the-build-before.json`).
 */
import type { Order as SentOrder } from '../../server/contract/orders'
import type { Payment as SentPayment } from '../../server/contract/payment'
import type { OpenedOrder as SentOpenedOrder } from '../../server/contract/checkout'
import type { Session as SentSession } from '../../server/contract/session'

export type { Charge } from '../../server/contract/charges'
export type { CheckoutOptions, OfferedItem } from '../../server/contract/checkout'
export type { PageEvent, SheetDenial } from '../../server/contract/page-events'
export type { FailureReason } from '../../server/contract/failures'
export type { ErrorCode, Problem } from '../../server/contract/problems'
export type { Receipt } from '../../server/contract/receipts'
export type { RefundStatus } from '../../server/contract/refunds'
export type { SessionState } from '../../server/contract/session'

type MayLack<T, Names extends keyof T> = Omit<T, Names> & {
  [Name in Names]?: T[Name] | undefined
}

export type Order = MayLack<SentOrder, 'amountRefunded'>

type SentMine = NonNullable<SentPayment['mine']>
type SentRefund = NonNullable<SentMine['refund']>

export interface Payment extends Omit<SentPayment, 'amountRefunded' | 'mine'> {
  readonly amountRefunded?: number | undefined
  readonly mine:
    (Omit<SentMine, 'refund'> & { refund: MayLack<SentRefund, 'amount'> | null }) | null
}

export type OpenedOrder = Omit<SentOpenedOrder, 'order'> & { order: Order }

type SentCheckout = NonNullable<SentSession['checkout']>
export type Session = Omit<SentSession, 'checkout'> & {
  checkout?: Omit<SentCheckout, 'order'> & { order: Order }
}
