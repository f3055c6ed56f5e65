import type { Failure, JustPaid } from './failure'
import type { CheckoutOptions } from './wire'

/** What a payer orders: a catalogue item, or an amount typed by hand. */
export type OrderRequest =
  | { readonly item: string; readonly auto: boolean }
  | { readonly amount: number; readonly remark: string; readonly options: CheckoutOptions }

export type Amount = {
  readonly step: 'amount'
  readonly options: CheckoutOptions
  readonly amount: number | null
  readonly remark: string
  readonly failure: Failure | null
}

/** The merchant's items, to choose one from. */
export type Catalog = { readonly step: 'catalog'; readonly options: CheckoutOptions }

export type Ordering = {
  readonly step: 'ordering'
  readonly request: OrderRequest
  readonly again: boolean
}

export type AskedAgain = {
  readonly step: 'just_paid'
  readonly request: OrderRequest
  readonly paid: JustPaid
}
