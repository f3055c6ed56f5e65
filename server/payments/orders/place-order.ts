import { createHash } from 'node:crypto'
import type { MerchantOrderRequest } from '../../contract/merchant-orders'
import { CheckoutError } from '../../contract/errors'
import type { PaymentDeps } from '../core/deps'
import { newOrderId, reservedOrderNoPrefix } from '../core/ids'
import { invalidField } from './invalid-field'
import { orderLife } from './open-order'
import type { OrderRecord } from '../core/records'
import { requireUsableUrls } from './usable-urls'

/**
 * Places a merchant's order. The same request again gives the same order in its present state. What was sent
 * is compared, so `expiresIn` an hour later is still the same, and an amended order is found by the request
 * that placed it.
 * @param by the name of the merchant's key
 * @returns the order and whether it is new
 * @throws CheckoutError invalid_request (the number is reserved, the end is past or given twice, an
 *   address cannot be used),
 *   order_conflict
 */
export async function placeOrder(
  deps: Pick<PaymentDeps, 'repository' | 'clock' | 'random' | 'log'>,
  request: MerchantOrderRequest,
  by?: string,
): Promise<{ order: OrderRecord; created: boolean }> {
  if (request.orderNo.startsWith(reservedOrderNoPrefix)) {
    throw invalidField('orderNo', `must not begin with ${reservedOrderNoPrefix}`)
  }
  if (request.expiresAt !== undefined && request.expiresIn !== undefined) {
    throw invalidField('expiresIn', 'must not be there beside expiresAt')
  }
  const now = deps.clock.now()
  const contentHash = hashOf(request)
  const existing = await deps.repository.orderByNo(request.orderNo)
  if (existing) return again(existing, contentHash)

  requireUsableUrls(request)
  const expiresAt = endOf(request, now)
  if (!(expiresAt > now)) throw invalidField('expiresAt', 'must be in the future')
  const order: OrderRecord = {
    orderId: newOrderId(deps.random),
    orderNo: request.orderNo,
    source: 'merchant',
    item: null,
    openid: null,
    amount: request.amount,
    currency: 'CNY',
    subject: request.subject,
    body: request.body,
    state: 'open',
    closedBy: null,
    expiresAt,
    paidAt: null,
    paidChargeId: null,
    lastChargeId: null,
    autoPay: request.autoPay ?? false,
    returnUrl: request.returnUrl ?? null,
    notifyUrl: request.notifyUrl ?? null,
    metadata: request.metadata ?? {},
    amendments: 0,
    contentHash,
    createdAt: now,
  }
  if (await deps.repository.insertOrder(order, by)) {
    deps.log.info({ orderId: order.orderId, orderNo: order.orderNo, key: by }, 'order placed')
    return { order, created: true }
  }
  const winner = await deps.repository.orderByNo(request.orderNo)
  return winner ? again(winner, contentHash) : placeHeld(deps, order, by)
}

/** After a restored backup: the gateway told of a payment of this number before the order was placed again. */
async function placeHeld(
  { repository, log }: Pick<PaymentDeps, 'repository' | 'log'>,
  order: OrderRecord,
  by?: string,
): Promise<{ order: OrderRecord; created: boolean }> {
  const unknownPayment = await repository.insertHeldOrder(order, by)
  if (unknownPayment !== null) {
    const { orderId, orderNo } = order
    log.info({ orderId, orderNo, key: by, unknownPayment }, 'order placed')
    return { order: { ...order, unknownPayment }, created: true }
  }
  const winner = await repository.orderByNo(order.orderNo)
  if (!winner) throw new CheckoutError('internal_error', 'The order could not be stored.')
  return again(winner, order.contentHash)
}

/** Unix ms; NaN for an instant that does not exist. */
function endOf({ expiresAt, expiresIn }: MerchantOrderRequest, now: number): number {
  if (expiresAt !== undefined) return Date.parse(expiresAt)
  return now + (expiresIn === undefined ? orderLife : expiresIn * 1000)
}

function again(order: OrderRecord, contentHash: string): { order: OrderRecord; created: boolean } {
  if (order.contentHash === contentHash) return { order, created: false }
  throw new CheckoutError('order_conflict', 'This order number was used for another order.')
}

/** The same in whatever order the fields came. */
function hashOf(request: MerchantOrderRequest): string {
  const metadata = Object.entries(request.metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const content = [
    request.amount,
    request.subject,
    request.body,
    saidOfTheEnd(request),
    request.returnUrl ?? null,
    request.notifyUrl ?? null,
    request.autoPay ?? false,
    metadata,
  ]
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/**
 * As it was sent. A request without `expiresIn` hashes as it did before the field existed, because stored
 * hashes are compared with it.
 */
function saidOfTheEnd({ expiresAt, expiresIn }: MerchantOrderRequest) {
  if (expiresIn !== undefined) return { expiresIn }
  return expiresAt === undefined ? null : Date.parse(expiresAt)
}
