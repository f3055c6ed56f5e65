import type { Attempt } from '../attempt'
import type { Failure } from '../failure'
import type { Hint } from '../confirming-states'
import type { Environment } from '../arriving-states'
import type { Target } from '../page-target'
import type { Charge, CheckoutOptions, Order, Payment } from '../wire'

/** The answer to a status query; `sentAt` is when the query left, by this phone's clock. */
export interface Answer {
  readonly payment: Payment
  readonly sentAt: number
  /** Read again once paid: only a paid order has a return address. */
  readonly order: Order | null
}

/** Results of effects. */
type EffectEvent =
  | {
      readonly type: 'signed_in'
      readonly target: Target
      readonly order: Order | null
      readonly charge: Charge | null
      readonly environment: Environment
    }
  | { readonly type: 'sign_in_failed'; readonly failure: Failure; readonly restarts: number }
  | { readonly type: 'login_needed'; readonly url: string; readonly restarts: number }
  | {
      readonly type: 'loaded'
      readonly order: Order
      readonly answer: Answer | null
      readonly attempt: Attempt | null
      /** Came with the answer, where the sheet opens by itself. */
      readonly charge: Charge | null
    }
  | { readonly type: 'options_loaded'; readonly options: CheckoutOptions }
  | { readonly type: 'item_orderable' }
  | {
      readonly type: 'not_payable'
      readonly environment: Environment
      readonly order: Order | null
    }
  | { readonly type: 'load_failed'; readonly failure: Failure }
  | { readonly type: 'ordered'; readonly order: Order }
  | { readonly type: 'order_failed'; readonly failure: Failure }
  | { readonly type: 'charged'; readonly charge: Charge }
  | { readonly type: 'charge_failed'; readonly failure: Failure }
  | { readonly type: 'bridge_ready' }
  | { readonly type: 'bridge_missing' }
  | { readonly type: 'bridge_noise' }
  | { readonly type: 'bridge_answered'; readonly hint: Hint }
  | { readonly type: 'asked'; readonly answer: Answer }
  | { readonly type: 'ask_failed'; readonly failure: Failure }
  | { readonly type: 'deadline' }
  /** The order has expired, by this phone's clock. */
  | { readonly type: 'time_up' }

/** Actions of the payer. */
type PayerEvent =
  | { readonly type: 'amount_typed'; readonly amount: number; readonly remark: string }
  | { readonly type: 'see_items' }
  | { readonly type: 'type_amount' }
  | { readonly type: 'item_chosen'; readonly item: string }
  | { readonly type: 'take_up' }
  | { readonly type: 'pay' }
  | { readonly type: 'retry' }
  | { readonly type: 'pay_anyway' }
  | { readonly type: 'see_paid' }
  | { readonly type: 'check' }
  | { readonly type: 'back_to_order' }

/** Events of the phone: the page became visible or online again; `frozen` where it had been frozen meanwhile. */
type PhoneEvent = { readonly type: 'returned'; readonly frozen: boolean }

export type PaymentEvent = EffectEvent | PayerEvent | PhoneEvent
