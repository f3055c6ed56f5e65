import { ask } from './ask'
import type { PaymentDeps } from './deps'
import { settleNotification } from './notifications'
import type { ChargeRecord } from './records'
import { replaceCharge } from './replace-charge'
import { isOver, nextCheck } from './schedule'

/** How long a look may take before another process takes the row up again. In ms. */
const lease = 60_000
const batch = 20

/**
 * One round of the reconciler: looks at every charge that is due, drains the inbox, closes orders whose
 * time ran out. Several processes share the work; each row is handed to one of them.
 * @returns whether there may be more due already
 */
export async function reconcile(deps: PaymentDeps): Promise<boolean> {
  const now = deps.clock.now()
  const notifications = await deps.ledger.takeDueNotifications(now, now + lease, batch)
  const charges = await deps.ledger.takeDueCharges(now, now + lease, batch)
  await Promise.all([
    ...notifications.map((notification) => settleNotification(deps, notification)),
    ...charges.map((charge) => lookAt(deps, charge)),
  ])
  await deps.ledger.closeExpiredOrders(now)
  return charges.length === batch || notifications.length === batch
}

async function lookAt(deps: PaymentDeps, charge: ChargeRecord): Promise<void> {
  if (!charge.gatewayId) return deps.ledger.scheduleCheck(charge.chargeId, null)
  if (isOver(charge, deps.clock.now())) await replaceCharge(deps, charge)
  else await ask(deps, charge.gatewayId)
  const after = await deps.ledger.chargeById(charge.chargeId)
  if (after) await deps.ledger.scheduleCheck(charge.chargeId, nextCheck(after, deps.clock.now()))
}
