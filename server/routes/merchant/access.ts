/** An order as its merchant sees it. */
import { CheckoutError } from '../../contract/errors'
import type { MerchantOrder } from '../../contract/merchant-orders'
import { merchantViewTermsAt } from '../../checkout/order-view'
import type { OrderRecord } from '../../payments/core/records'
import { describeForMerchant, merchantOrderOf } from '../../payments/orders/describe-order'
import type { RouteDeps } from '../deps'

export function describeMerchantOrder(
  deps: RouteDeps,
  orders: readonly OrderRecord[],
): Promise<MerchantOrder[]> {
  const { config, payments } = deps
  const orderIds = orders.map((order) => order.orderId)
  const terms = merchantViewTermsAt(config, payments.clock.now())
  return describeForMerchant(payments.repository, orderIds, terms)
}

/** An order that was just created: nothing can have happened to it yet. */
export function describeNew({ config, payments }: RouteDeps, order: OrderRecord): MerchantOrder {
  const nothing = { last: null, refunded: 0, charges: [], refunds: [], incidents: [] }
  return merchantOrderOf({ order, ...nothing }, merchantViewTermsAt(config, payments.clock.now()))
}

export async function describeOne(deps: RouteDeps, order: OrderRecord): Promise<MerchantOrder> {
  const [described] = await describeMerchantOrder(deps, [order])
  if (!described) throw new CheckoutError('internal_error', 'The order could not be described.')
  return described
}
