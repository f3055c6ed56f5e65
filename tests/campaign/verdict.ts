import { checkCharges } from './check-charges'
import { checkCredentials } from './check-credentials'
import { checkOrders } from './check-orders'
import { checkRefunds } from './check-refunds'
import type { Evidence, Violation } from './evidence'

/** Everything that is not as it was acknowledged, or not as Paymax has it. */
export function violationsOf(evidence: Evidence): Violation[] {
  return [checkOrders, checkCharges, checkCredentials, checkRefunds].flatMap((check) =>
    check(evidence),
  )
}
