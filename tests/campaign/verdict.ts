import { checkCharges } from './check-charges'
import { checkCredentials } from './check-credentials'
import { checkLine } from './check-line'
import { checkNotifications } from './check-notifications'
import { checkOrders } from './check-orders'
import { checkRefunds } from './check-refunds'
import type { Evidence, Violation } from './evidence'

/** Everything that is not as it was acknowledged, or not as the gateway has it. */
export function violationsOf(evidence: Evidence): Violation[] {
  return [
    ...[checkOrders, checkCharges, checkCredentials, checkRefunds],
    ...[checkLine, checkNotifications],
  ].flatMap((check) => check(evidence))
}
