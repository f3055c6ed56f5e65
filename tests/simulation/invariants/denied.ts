/** What the gateway made and then denies ends, and not before nobody can pay it. */
import type { PayableCharge } from '../../../server/payments/charges/hand-out-charge'
import type { ChargeRecord, OrderRecord } from '../../../server/payments/core/records'
import { isPayable } from '../gateway/charge'
import { isIn } from '../gateway/denying'
import type { Answer } from '../world/request'
import type { Scene } from '../world/scene'
import type { World } from '../world/world'

const minute = 60_000

/** Denials at four minutes' distance, a look that a lease keeps from others, and clocks that are apart. In ms. */
export const chargesEndWithin = ({ nature }: World) => 30 * minute + 4 * nature.skew

/** Told where a charge that was live is closed. @returns whether that was because it is denied */
export function isEndedByDenial(scene: Scene, { chargeId, gatewayId, failure }: ChargeRecord) {
  if (failure?.code !== 'ORDER_NO_NOT_EXIST') return false
  const { world, watchman } = scene
  const charge = watchman.chargeAt(chargeId)
  if (!charge) return false
  const name = () => String(gatewayId)
  world.check(
    'a charge that is denied ends only once nobody can pay it',
    !isPayable(charge, world.now),
    name,
  )
  world.check('only what is denied ends as denied', charge.denial !== null, name)
  const since = Math.max(charge.asked.expiresAt, charge.denial?.from ?? 0, world.calmAt)
  if (world.calm && isIn(charge.denial, world.now)) {
    const took = world.now - since
    world.check(
      'a charge that is denied ends soon after its time',
      took <= chargesEndWithin(world),
      () => `${String(gatewayId)} took ${Math.round(took / 1000)} s`,
    )
  }
  return true
}

/** Whoever taps again long after is given a charge, or reads that there is nothing left to pay. */
export function canPayAgain({ world }: Scene, order: OrderRecord, answer: Answer<PayableCharge>) {
  const ended = ['order_paid', 'order_closed']
  world.check(
    'an order whose charge is denied can be paid again',
    'value' in answer || ended.includes(answer.code),
    () => `order ${order.orderNo}: ${'code' in answer ? answer.code : ''}`,
  )
}
