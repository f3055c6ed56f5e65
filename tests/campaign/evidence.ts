import type { Charge } from '../../mocks/sandbox/paymax/charge'
import type { MerchantOrder } from '../../server/contract/merchant'
import type { Book } from './book'
import type { Passed } from './paymax-tap'

/** What is compared when everything has ended. */
export interface Evidence {
  /** What the outside was told and did. */
  readonly book: Pick<
    Book,
    | 'orders'
    | 'handed'
    | 'refunds'
    | 'payments'
    | 'closingAsked'
    | 'acknowledgedSuccesses'
    | 'declined'
    | 'toldOf'
    | 'complaints'
  >
  /** What the merchant API says now. */
  readonly orders: readonly MerchantOrder[]
  /** What Paymax holds. */
  readonly charges: readonly Charge[]
  /** What passed between backend and Paymax. */
  readonly line: readonly Passed[]
}

export interface Violation {
  readonly orderId: string | null
  readonly what: string
}

/** The charges of an order as Paymax holds them. */
export function chargesAtPaymax(
  { charges }: Pick<Evidence, 'charges'>,
  order: MerchantOrder,
): Charge[] {
  const numbers = new Set(order.charges.map(({ chargeId }) => chargeId))
  return charges.filter(({ orderNo }) => numbers.has(orderNo))
}
