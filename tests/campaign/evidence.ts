import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { Book } from './book'
import type { Passed } from './gateway-tap'
import type { ToldShop } from './shop'
import type { TheirCharge } from './theirs'

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
  /** What the gateways hold. */
  readonly charges: readonly TheirCharge[]
  /** What passed between backend and gateways. */
  readonly line: readonly Passed[]
  /** What came to the shop's address, in the sequence of its coming. */
  readonly told: readonly ToldShop[]
  /** What the merchant API calls delivered, by `webhook-id`. */
  readonly delivered: ReadonlySet<string>
}

export interface Violation {
  readonly orderId: string | null
  readonly what: string
}

/** The charges of an order as their gateway holds them. */
export function chargesAtGateway(
  { charges }: Pick<Evidence, 'charges'>,
  order: MerchantOrder,
): TheirCharge[] {
  const numbers = new Set(order.charges.map(({ chargeId }) => chargeId))
  return charges.filter(({ orderNo }) => numbers.has(orderNo))
}
