import { advanceRefund } from '../refunds/advance-refund'
import { isKnown, queryCharge } from '../reports/query-charge'
import { declareLost } from '../charges/request-charge'
import type { PaymentDeps } from '../core/deps'
import { applyWebhook } from '../events/apply-webhook'
import type { ChargeRecord } from '../core/records'
import { replaceCharge } from '../charges/replace-charge'
import { isAbandoned, isOver, isOverdue, nextCheck } from '../schedules/charge-check-schedule'

/**
 * In ms: how long one row may take before another process takes it up. Longer than three gateway calls
 * usually take, short enough for promise 4 to hold when a process is killed.
 */
const lease = 25_000
const batch = 50
/** How many expired orders are closed per statement: payments wait no longer than that. */
const closedAtOnce = 500

/**
 * One round of the worker: applies stored webhooks, looks at every due charge, takes the next step of every
 * due refund, closes expired orders. Several processes share the work; each row is leased to one of them. A
 * row that fails does not affect the others.
 * @returns whether more may be due already
 */
export async function processDue(deps: PaymentDeps): Promise<boolean> {
  const now = deps.clock.now()
  const { repository } = deps
  const due = await repository.whatIsDue(now)
  const take = [now, now + lease, batch] as const
  const notifications = due.webhooks ? await repository.takeDueWebhooks(...take) : []
  const charges = due.charges ? await repository.takeDueCharges(...take) : []
  const refunds = due.refunds ? await repository.takeDueRefunds(...take) : []
  await Promise.all([
    ...notifications.map((one) => dealWith(deps, one, applyWebhook(deps, one))),
    ...charges.map((one) => dealWith(deps, one, lookAt(deps, one, now + lease))),
    ...refunds.map((one) => dealWith(deps, one, advanceRefund(deps, one))),
  ])
  // A charge that has just ended may have been what kept an order open.
  const mayClose = due.orders || charges.length > 0
  const closed = mayClose ? await repository.closeExpiredOrders(now, closedAtOnce) : 0
  const taken = [notifications, charges, refunds].some((rows) => rows.length === batch)
  return taken || closed === closedAtOnce
}

/** Its lease expires, and then it is taken up again. */
async function dealWith(
  deps: PaymentDeps,
  row: { readonly key?: string; readonly chargeId?: string; readonly refundId?: string },
  work: Promise<void>,
): Promise<void> {
  try {
    await work
  } catch (error) {
    const { key, chargeId, refundId } = row
    deps.log.error({ err: error, key, chargeId, refundId }, 'a due row could not be processed')
  }
}

async function lookAt(deps: PaymentDeps, charge: ChargeRecord, leaseUntil: number): Promise<void> {
  await look(deps, charge)
  const after = await deps.repository.chargeById(charge.chargeId)
  if (!after) return
  const now = deps.clock.now()
  if (isOverdue(after, now)) {
    const { orderId, chargeId, gatewayId } = after
    deps.log.error({ orderId, chargeId, gatewayId }, 'an expired charge has no known result')
  }
  const nextCheckAt = nextCheck(after, now)
  await deps.repository.scheduleCheck(charge.chargeId, leaseUntil, nextCheckAt)
}

async function look(deps: PaymentDeps, charge: ChargeRecord): Promise<void> {
  const now = deps.clock.now()
  if (charge.status === 'creating') {
    if (!isAbandoned(charge, now) || !(await declareLost(deps, charge))) return
    await look(deps, { ...charge, status: 'lost' })
  } else if (isKnown(charge)) {
    const { closeObservable } = deps.gateways[charge.gateway].capabilities
    const isOpen = charge.status === 'lost' && closeObservable
    if (isOpen || isOver(charge, now) || (await isNeedless(deps, charge)))
      await replaceCharge(deps, charge)
    else await queryCharge(deps, charge)
  }
}

/**
 * Still payable, though another charge paid its order (or one that is not recorded did): closed before it is
 * paid as well.
 */
async function isNeedless(deps: PaymentDeps, charge: ChargeRecord): Promise<boolean> {
  if (charge.status !== 'live') return false
  const order = await deps.repository.orderById(charge.orderId)
  return order !== null && (order.state !== 'open' || Boolean(order.unknownPayment))
}
