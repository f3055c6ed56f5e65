import type * as contract from '../../server/contract'

/** The wire's types, as the backend derives them from its schemas; nothing but types crosses over. */
export type { Charge, ErrorCode, JsApiParams, Payment, RefundStatus } from '../../server/contract'

/** An order; `picture` is a catalogue item's, relative to the payment directory. */
export type Order = contract.Order & { readonly picture?: string | null }

/** What the merchant sells at a fixed price. */
export interface CatalogItem {
  readonly item: string
  readonly subject: string
  readonly body: string
  readonly amount: number
  /** Relative to the payment directory. */
  readonly picture: string | null
}

/** A typed amount that this payer began to pay and did not. */
export interface Unfinished {
  readonly orderId: string
  readonly amount: number
  readonly createdAt: string
}

/** What may be chosen before there is an order. */
export type CheckoutOptions = contract.CheckoutOptions & {
  readonly items: readonly CatalogItem[]
  readonly unfinished: Unfinished | null
}

/** The same as a backend tells it that sells nothing but typed amounts. */
export type ToldOptions = contract.CheckoutOptions & Partial<CheckoutOptions>
