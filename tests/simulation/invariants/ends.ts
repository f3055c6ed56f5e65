/** When nothing is left to do, the repository and the gateway tell the same story. */
import type { ChargeRecord, OrderRecord } from '../../../server/payments/core/records'
import { readOwnPayment } from '../../../server/payments/status/payment-status'
import { isTaken, kept, sumOf, type Charge } from '../gateway/charge'
import { isDeniedForGood, wasDenied } from '../gateway/denying'
import { Stream } from '../world/faults'
import type { Scene } from '../world/scene'

const endedCharges: ReadonlySet<string> = new Set(['succeeded', 'failed', 'closed', 'lost'])

export async function checkEnds(scene: Scene): Promise<void> {
  const { world } = scene
  const { book } = world
  world.check('nothing stays due for ever', book.nextDue() === Infinity, () => 'a row is still due')
  for (const { record } of book.charges.values()) chargeHasEnded(scene, record)
  for (const { record } of book.refunds.values()) {
    const ended = record.status === 'succeeded' || record.status === 'failed'
    world.check('every refund ends', ended, () => `${record.refundId} is ${record.status}`)
  }
  for (const { record } of book.orders.values()) {
    orderHasEnded(scene, record)
    await vainPayersAreTold(scene, record)
  }
  scene.watchman.notified.atTheEnd()
  acknowledgedRefundsAreKept(scene)
  contradictionsAreKept(scene)
}

function chargeHasEnded(scene: Scene, record: ChargeRecord): void {
  const { world, watchman } = scene
  const name = () => `${String(record.gatewayId)} (${record.status})`
  world.check('every charge ends', endedCharges.has(record.status), name)
  const charge = watchman.chargeAt(record.chargeId)
  const paid = isTaken(charge)
  world.check('a charge’s end is Paymax’s truth', paid === (record.status === 'succeeded'), name)
  const { endedByDenial } = watchman
  const told = world.book.incidents.has(`charge_denied:${record.chargeId}`)
  world.check(
    'the merchant reads of a charge that is denied',
    told === endedByDenial.has(record.chargeId),
    name,
  )
}

function chargesOf(scene: Scene, order: OrderRecord): Charge[] {
  const found: Charge[] = []
  for (const { record } of scene.world.book.charges.values()) {
    const charge =
      record.orderId === order.orderId ? scene.watchman.chargeAt(record.chargeId) : null
    if (charge) found.push(charge)
  }
  return found
}

function orderHasEnded(scene: Scene, order: OrderRecord): void {
  const { world } = scene
  const paid = chargesOf(scene, order).filter(({ takenAt }) => takenAt !== null)
  const closed = order.state === 'closed' && order.closedBy === 'merchant'
  const should = paid.length === 0 || closed ? ['closed'] : ['paid', 'refunded']
  world.check(
    'an order’s end is Paymax’s truth',
    should.includes(order.state),
    () => `order ${order.orderNo} is ${order.state}, ${paid.length} of its charges are paid`,
  )
  for (const charge of paid) {
    if (charge.asked.chargeNumber === order.paidChargeId) paymentIsKept(scene, order, charge)
    else vainPaymentIsNot(scene, charge)
  }
}

/** What paid the order stays, less what the merchant sent back. */
function paymentIsKept(scene: Scene, order: OrderRecord, charge: Charge): void {
  let back = 0
  for (const { record } of scene.world.book.refunds.values()) {
    const counts = record.chargeId === order.paidChargeId && record.status === 'succeeded'
    if (counts) back += record.amount
  }
  const total = scene.world.book.charges.get(charge.asked.chargeNumber)?.record.refunded ?? 0
  const gone = sumOf(charge, ['succeeded'])
  // Nor can anything be known of what Paymax denies for good.
  const byHand = charge.refunds.some(({ refundId }) => refundId === null)
  // WeChat Pay lists none: what was sent back by hand is told by its webhook alone.
  const isListed = charge.gateway === 'wechatpay' ? !byHand : scene.world.nature.refunds.listed
  const known = isListed && !isDeniedForGood(charge)
  const right = known ? back === gone && total === gone : back <= gone
  scene.world.check(
    'what went back is what the repository says',
    right,
    () => `${charge.gatewayId}: ${back} and ${total} fen recorded, ${gone} gone`,
  )
  const whole = total === order.amount
  scene.world.check(
    'an order is refunded when all of it has gone back',
    whole === (order.state === 'refunded'),
    () => `order ${order.orderNo} is ${order.state}, ${gone} of ${order.amount} fen gone`,
  )
}

/** Nobody pays twice: all of it goes back, and the merchant reads of it. */
function vainPaymentIsNot(scene: Scene, charge: Charge): void {
  const { world } = scene
  const incidents = [...world.book.incidents.values()]
  // Nothing goes back of what Paymax denies: then the merchant reads that it does not.
  const givenUp = incidents.some(
    ({ kind, chargeId }) => kind === 'refund_failed' && chargeId === charge.asked.chargeNumber,
  )
  world.check(
    'money that an order does not take goes back',
    kept(charge) === 0 || ((wasDenied(charge) || isUnlisted(charge)) && givenUp),
    () => `${charge.gatewayId}: ${kept(charge)} fen kept`,
  )
  const told = incidents.some(
    ({ chargeId, kind }) =>
      chargeId === charge.asked.chargeNumber &&
      (kind === 'double_success' || kind === 'late_payment'),
  )
  world.check(
    'the merchant reads of money that an order does not take',
    told,
    () => charge.gatewayId,
  )
}

/** Somebody sent a part back by hand where nothing lists that: all of it is more than is left. */
function isUnlisted({ gateway, refunds }: Charge): boolean {
  return gateway === 'wechatpay' && refunds.some(({ refundId }) => refundId === null)
}

async function vainPayersAreTold(scene: Scene, order: OrderRecord): Promise<void> {
  const { world } = scene
  const { repository } = scene.backendOf(0).deps(new Stream(0))
  for (const { record } of world.book.charges.values()) {
    if (record.orderId !== order.orderId || record.status !== 'succeeded') continue
    if (record.chargeId === order.paidChargeId) continue
    const looking = readOwnPayment({ repository }, order, record.openid)
    await world.run(Infinity)
    const own = await looking
    const right =
      own !== null && own.charge.chargeId !== order.paidChargeId && own.refunds.length > 0
    world.check('whoever paid in vain reads of the refund', right, () => String(record.gatewayId))
  }
}

/** A 201 leads to one refund at the gateway, or to a failure that can be read. */
function acknowledgedRefundsAreKept(scene: Scene): void {
  const { world, watchman } = scene
  for (const { refundId, chargeId } of watchman.acknowledged.refunds.values()) {
    const row = world.book.refunds.get(refundId)
    const charge = watchman.chargeAt(chargeId)
    const made = charge?.refunds.filter((one) => one.refundId === refundId) ?? []
    const done = made.filter(({ status }) => status === 'succeeded').length
    // One of the same sum that carries no name of ours is taken for the one that is looked for.
    const taken = charge?.refunds.some(
      (one) => one.gatewayId === row?.record.gatewayId && one.refundId === null,
    )
    // What was sent of a charge before it was denied for good may have gone back.
    const none = done === 0 || (charge !== null && isDeniedForGood(charge))
    const right =
      row?.record.status === 'succeeded'
        ? done === (taken ? 0 : 1)
        : row?.record.status === 'failed' && row.record.failure !== null && none
    world.check(
      'an acknowledged refund is made once, or its failure is told',
      right,
      () => `${refundId.slice(0, 6)} is ${String(row?.record.status)} and was made ${done} times`,
    )
  }
}

function contradictionsAreKept(scene: Scene): void {
  const { world, watchman } = scene
  const incidents = [...world.book.incidents.values()]
  for (const { contradicts, notification } of watchman.acknowledged.contradictions) {
    const wanted = contradicts === 'nobody' ? null : notification.chargeNumber
    const found = incidents.some(({ kind, chargeId }) => kind === 'mismatch' && chargeId === wanted)
    world.check('a word that contradicts what we hold is kept', found, () => notification.id)
  }
}
