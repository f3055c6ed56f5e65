/** Promise 1: the truth is Paymax's word, about this very charge. */
import type { ChargeRecord, OrderRecord, RefundRecord } from '../../../server/payments/core/records'
import { isTaken, sumOf } from '../gateway/charge'
import type { Scene } from '../world/scene'

export function orderIsPaid(scene: Scene, order: OrderRecord): void {
  const charge = order.paidChargeId === null ? null : scene.watchman.chargeAt(order.paidChargeId)
  const row = order.paidChargeId === null ? null : scene.world.book.charges.get(order.paidChargeId)
  scene.world.check(
    'an order is paid only by money that the gateway took for it',
    isTaken(charge) &&
      charge.asked.amount === order.amount &&
      row?.record.orderId === order.orderId,
    () => `order ${order.orderNo} is paid by ${String(charge?.gatewayId)}`,
  )
}

export function chargeIsPaid(scene: Scene, after: ChargeRecord): void {
  const charge = scene.watchman.chargeAt(after.chargeId)
  scene.world.check(
    'a charge succeeds only with money that the gateway took for it',
    isTaken(charge) && charge.gatewayId === after.gatewayId && charge.asked.amount === after.amount,
    () => `charge ${String(after.gatewayId)} was not paid`,
  )
}

export function refundHasGoneBack(scene: Scene, after: RefundRecord): void {
  const charge = scene.watchman.chargeAt(after.chargeId)
  if (!charge) return
  let rows = 0
  for (const { record } of scene.world.book.refunds.values()) {
    if (record.chargeId === after.chargeId && record.status === 'succeeded') rows += record.amount
  }
  scene.world.check(
    'a refund succeeds only where money went back',
    rows <= sumOf(charge, ['succeeded', 'processing']),
    () => `${charge.gatewayId}: ${rows} fen recorded`,
  )
}

export function refundIsCounted(scene: Scene, after: ChargeRecord): void {
  const charge = scene.watchman.chargeAt(after.chargeId)
  scene.world.check(
    'no more is counted as gone back than went back',
    charge !== null && after.refunded <= sumOf(charge, ['succeeded', 'processing']),
    () => `${String(after.gatewayId)}: ${after.refunded} fen counted`,
  )
}
