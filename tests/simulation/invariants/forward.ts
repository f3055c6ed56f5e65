/** Promise 5: status only moves forward. Held against the rules' tables, whoever wrote the row. */
import type { ChargeRecord, OrderRecord, RefundRecord } from '../../../server/payments/core/records'
import {
  chargeTransitions,
  orderTransitions,
  refundTransitions,
} from '../../../server/payments/core/transitions'
import { stageOf } from '../repository/order-verbs'
import type { World } from '../world/world'

const check = 'status only moves forward'

export function orderMovesForward(
  world: World,
  before: OrderRecord | null,
  after: OrderRecord,
): void {
  if (!before) return
  const [from, to] = [stageOf(before), stageOf(after)]
  world.check(
    check,
    from === to || orderTransitions[from].includes(to),
    () => `order: ${from} → ${to}`,
  )
  world.check(
    'a payment stays the one it was',
    before.paidChargeId === null || before.paidChargeId === after.paidChargeId,
    () => `order ${after.orderNo} was paid by another charge`,
  )
}

export function chargeMovesForward(
  world: World,
  before: ChargeRecord | null,
  after: ChargeRecord,
): void {
  if (!before) return
  const [from, to] = [before.status, after.status]
  world.check(
    check,
    from === to || chargeTransitions[from].includes(to),
    () => `charge: ${from} → ${to}`,
  )
  const same = before.gatewayId === null || before.gatewayId === after.gatewayId
  world.check('a charge keeps its gateway id', same, () => `charge ${after.chargeId}`)
}

export function refundMovesForward(
  world: World,
  before: RefundRecord | null,
  after: RefundRecord,
): void {
  if (!before) return
  const [from, to] = [before.status, after.status]
  world.check(
    check,
    from === to || refundTransitions[from].includes(to),
    () => `refund: ${from} → ${to}`,
  )
}
