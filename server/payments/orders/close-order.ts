import { declareLost } from '../charges/request-charge'
import type { PaymentDeps } from '../core/deps'
import type { OrderWithLastCharge } from '../core/order-repository'
import { chargeInProgress, orderNotFound, orderPaid } from '../core/errors'
import type { ChargeRecord } from '../core/records'
import { replaceCharge } from '../charges/replace-charge'
import { createTimeout, isAbandoned } from '../schedules/charge-check-schedule'

/**
 * Closes an order for its merchant; a live charge is closed at the gateway first. An expired order is closed
 * for good: money that comes afterwards is refunded.
 * @param by the name of the merchant's key
 * @throws CheckoutError order_not_found, order_paid, charge_in_progress (its charge is being created, could
 *   not be closed, or its state is unknown)
 */
export async function closeOrder(deps: PaymentDeps, orderNo: string, by?: string): Promise<void> {
  const order = await deps.repository.orderByNo(orderNo)
  if (!order) throw orderNotFound()
  const giveUpAt = deps.clock.now() + createTimeout
  while (!(await tryOnce(deps, order.orderId, by))) {
    if (deps.clock.now() >= giveUpAt) throw chargeInProgress(2_000)
    await deps.clock.sleep(100)
  }
}

/** @returns false where a charge is being created, or another request was quicker: read again */
async function tryOnce(
  deps: PaymentDeps,
  orderId: string,
  by: string | undefined,
): Promise<boolean> {
  const found = await deps.repository.orderWithLastCharge(orderId)
  if (!found) throw orderNotFound()
  const { order, last } = found
  if (order.state === 'paid' || order.state === 'refunded') throw orderPaid()
  if (order.closedBy === 'merchant' || order.archivedAt !== undefined) return true
  if (!(await isOutOfTheWay(deps, last))) return false
  return closeNow(deps, found, by)
}

async function closeNow(
  deps: PaymentDeps,
  { order, last }: OrderWithLastCharge,
  by: string | undefined,
): Promise<boolean> {
  const { orderId, orderNo } = order
  const asked = by === undefined ? undefined : { at: deps.clock.now(), by }
  const closed = await deps.repository.closeOrder(orderId, last?.chargeId ?? null, asked)
  if (closed) {
    deps.log.info({ orderId, orderNo, key: by }, 'order closed by the merchant')
    deps.changed(orderId)
  }
  return closed
}

async function isOutOfTheWay(deps: PaymentDeps, last: ChargeRecord | null): Promise<boolean> {
  if (last?.status === 'creating') {
    const abandoned = isAbandoned(last, deps.clock.now())
    if (abandoned) await declareLost(deps, last)
    return abandoned
  }
  if (last?.status !== 'live') return true
  switch (await replaceCharge(deps, last)) {
    case 'ended':
      return true
    case 'paid':
      throw orderPaid()
    case 'not_closed':
      throw chargeInProgress(30_000)
    case 'unknown':
      throw chargeInProgress(3_000)
  }
}
