/** Refunds move money without anyone's PIN: each once, for a reason, and after a look. */
import type { Charge, Refund } from '../gateway/charge'
import type { Scene } from '../world/scene'

export function refundIsAskedOnce(scene: Scene, charge: Charge, refund: Refund): void {
  const { world } = scene
  const { refundId, gatewayId } = refund
  if (refundId === null) return
  const alike = charge.refunds.filter((one) => one.refundId === refundId && one.status !== 'failed')
  world.check('a refund is made once', alike.length <= 1, () => `${gatewayId} is a second one`)
  world.check(
    'a refund is sent only after a query has said that there is money',
    charge.toldPaid,
    () => `${gatewayId} of ${charge.gatewayId}`,
  )
  const row = world.book.refunds.get(refundId)?.record
  const known = row?.chargeId === charge.asked.chargeNumber && row.amount === refund.amount
  world.check(
    'a refund is committed before it is sent',
    known && row.sentAt !== null,
    () => `${gatewayId} is not in the repository`,
  )
  if (!row?.automatic) return
  const order = world.book.orders.get(row.orderId)?.record
  const unwanted = order?.paidChargeId !== row.chargeId
  world.check(
    'only money that its order does not take goes back by itself',
    unwanted,
    () => `${gatewayId} of ${charge.gatewayId}`,
  )
}
