/** Promise 2: at most one charge of an order can be paid by somebody who holds a sheet for it. */
import type { PayableCharge } from '../../../server/payments/charges/hand-out-charge'
import type { ChargeRecord } from '../../../server/payments/core/records'
import { isPayable, isTaken, type Charge } from '../gateway/charge'
import type { Stream } from '../world/faults'
import type { Scene } from '../world/scene'

export function isGivenOnce(
  scene: Scene,
  { charge: given }: PayableCharge,
  openid: string,
  stream: Stream,
): void {
  const { world, watchman } = scene
  const { book } = world
  const row = book.charges.get(given.chargeId)?.record
  const committed =
    row?.jsApiParams !== null && row?.status !== 'creating' && row?.status !== 'lost'
  world.check(
    'a charge is committed before it is handed out',
    row !== undefined && committed,
    () => `${String(given.gatewayId)} is ${String(row?.status)}`,
  )
  world.check(
    'a charge is given to its own payer alone',
    row?.openid === openid,
    () => `${String(given.gatewayId)} was given to another payer`,
  )
  const paidAt = watchman.paidAt.get(given.orderId) ?? Infinity
  world.check(
    'no charge is handed out once its order is known to be paid',
    paidAt >= stream.touched,
    () => `${String(given.gatewayId)} was handed out after the order was paid`,
  )
  const charge = watchman.chargeAt(given.chargeId)
  if (!charge || !isPayable(charge, world.now)) return
  for (const { record } of book.charges.values()) {
    if (record.orderId !== given.orderId || record.chargeId === given.chargeId) continue
    if (!watchman.left.has(record.chargeId)) continue
    const other = watchman.chargeAt(record.chargeId)
    const paid = isTaken(other) && !other.against && other.takenAt < charge.createdAt
    world.check(
      'no charge is handed out once money of its order was taken',
      !paid,
      () => `${charge.gatewayId} is handed out though ${String(other?.gatewayId)} was paid`,
    )
    world.check(
      'one charge of an order can be paid at a time',
      !other || !isPayable(other, world.now),
      () =>
        `${String(given.gatewayId)} is handed out while ${String(other?.gatewayId)} can be paid`,
    )
  }
}

/**
 * Where a gateway can be asked about a charge by our number, and a close be seen, another charge of the order is
 * made only after the one before is closed there, or was never made.
 */
export function onlyOneIsOpen({ world, paymax }: Scene, made: Charge): void {
  const orderId = orderOf(world, made)
  for (const charge of paymax.charges.values()) {
    if (charge === made || charge.gateway !== 'wechatpay' || orderOf(world, charge) !== orderId)
      continue
    world.check(
      'another charge is made only after the one before is closed',
      charge.closedAt !== null || charge.takenAt !== null,
      () => `${made.gatewayId} is made while ${charge.gatewayId} is open`,
    )
  }
}

function orderOf(world: Scene['world'], { asked }: Charge): string | undefined {
  return world.book.charges.get(asked.chargeNumber)?.record.orderId
}

/** What somebody else's tap closes has been held for long enough. Clocks that differ make that a matter of opinion. */
export function isOldEnough(scene: Scene, charge: Charge, openid: string | null): void {
  const { world, watchman } = scene
  const { skew, terms } = world.nature
  if (openid === null || openid === charge.asked.openid || skew > 0) return
  if (!watchman.left.has(charge.asked.chargeNumber)) return
  const heldFor = world.now - beganAt(scene, charge)
  // It was made after it was begun, and is as old as its beginning.
  const longEnough = heldFor + aStall + aCall >= terms.chargeGrace
  world.check(
    'nobody’s sheet is pulled away while it is young',
    longEnough,
    () => `${charge.gatewayId} was closed after its payer had held the order for ${heldFor} ms`,
  )
}

/** When the unbroken run of its payer's charges began: see `graceFrom` of the rules. */
function beganAt({ world }: Scene, { asked, createdAt }: Charge): number {
  const { charges } = world.book
  const orderId = charges.get(asked.chargeNumber)?.record.orderId
  let began = createdAt
  let last: ChargeRecord | null = null
  // In the order in which they were committed.
  for (const { record } of charges.values()) {
    if (record.orderId !== orderId) continue
    const free = began + 2 * world.nature.terms.chargeGrace
    const inTime = last !== null && record.createdAt < Math.max(last.expiresAt, free)
    if (!inTime || last?.openid !== record.openid) began = record.createdAt
    if (record.chargeId === asked.chargeNumber) return began
    last = record
  }
  return createdAt
}

/** The longest that a create call may take, and the store before it to keep that it is being made. */
const aCall = 10_000
const aStall = 41_000
