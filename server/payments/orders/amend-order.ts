import type { MerchantOrderAmendment } from '../../contract/merchant-orders'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import { orderClosed, orderNotFound } from '../core/errors'
import type { OrderAmendment } from '../core/order-repository'
import { invalidField } from './invalid-field'
import { requireUsableUrls } from './usable-urls'

/**
 * Changes an order that nobody has started to pay. The amount cannot change: another amount is another order.
 * A charge that starts at the same moment is either made for the order as it was, and this is refused, or for
 * the order as amended.
 * @param by the name of the merchant's key
 * @throws CheckoutError order_not_found, order_closed (it has ended, paid or not, or expired), order_conflict
 *   (a charge of it was made), invalid_request (the new end is past, the address cannot be used)
 */
export async function amendOrder(
  { repository, clock, log }: Pick<PaymentDeps, 'repository' | 'clock' | 'log'>,
  orderNo: string,
  request: MerchantOrderAmendment,
  by?: string,
): Promise<void> {
  const order = await repository.orderByNo(orderNo)
  if (!order) throw orderNotFound()
  requireUsableUrls(request)
  const amendment = amendmentOf(request)
  const now = clock.now()
  if (amendment.expiresAt !== undefined && !(amendment.expiresAt > now)) {
    throw invalidField('expiresAt', 'must be in the future')
  }
  if (await repository.amendOrder(order.orderId, amendment, now, by)) {
    const fields = Object.keys(amendment)
    log.info({ orderId: order.orderId, orderNo, fields, key: by }, 'order amended')
    return
  }
  const found = (await repository.orderById(order.orderId)) ?? order
  if (found.state !== 'open' || found.expiresAt <= now) throw orderClosed()
  throw new CheckoutError('order_conflict', 'Somebody has already begun to pay this order.')
}

function amendmentOf({ expiresAt, ...request }: MerchantOrderAmendment): OrderAmendment {
  return expiresAt === undefined ? request : { ...request, expiresAt: Date.parse(expiresAt) }
}
