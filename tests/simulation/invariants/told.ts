/** What payers read is so. */
import type { Payment } from '../../../server/contract/payment'
import { isTaken } from '../gateway/charge'
import type { Scene } from '../world/scene'

const withoutMoney: ReadonlySet<string> = new Set(['unpaid', 'processing', 'failed'])

/** A status query's answer. */
export interface Told {
  /** How much had happened when the request came in, and when that was. */
  readonly startedAt: number
  readonly requestedAt: number
  readonly payment: Payment
}

export function checkWhatIsTold(scene: Scene, told: Told, openid: string): void {
  const { startedAt, requestedAt, payment } = told
  const { world, watchman, paymax } = scene
  const { book } = world
  const { orderId, status, checkedAt, receivedAt } = payment
  const order = book.orders.get(orderId)?.record
  if (status === 'paid') {
    const charge = order?.paidChargeId ? watchman.chargeAt(order.paidChargeId) : null
    world.check(
      'nobody reads of a success that did not happen',
      isTaken(charge),
      () => `order ${orderId}`,
    )
  }
  // «Not charged» may be said: then a query since the request arrived has to have said so.
  const asked = checkedAt === null ? 0 : Date.parse(checkedAt)
  if (withoutMoney.has(status) && asked >= Date.parse(receivedAt)) {
    for (const charge of paymax.charges.values()) {
      const row = book.charges.get(charge.asked.chargeNumber)?.record
      if (row?.orderId !== orderId || charge.against) continue
      const known = charge.takenAt !== null && charge.visibleAt < requestedAt
      world.check(
        'nobody reads «not charged» once Paymax knows of the money',
        !known,
        () => `${charge.gatewayId} had been paid, and the order is said to be ${status}`,
      )
    }
  }
  const { mine } = payment
  for (const { record } of book.charges.values()) {
    const since = watchman.unwantedAt.get(record.chargeId) ?? Infinity
    if (record.orderId !== orderId || record.openid !== openid || since >= startedAt) continue
    if (record.chargeId === order?.paidChargeId) continue
    world.check(
      'whoever paid in vain reads of the refund',
      mine !== null && mine.refund !== null,
      () => `${String(record.gatewayId)}: ${JSON.stringify(mine)}`,
    )
  }
}
