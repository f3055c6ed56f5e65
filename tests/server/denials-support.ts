import { advanceRefund } from '../../server/payments/refunds/advance-refund'
import type { Gateway } from '../../server/payments/core/gateway'
import type { QueryOutcome, RefundOutcome } from '../../server/payments/core/gateway-calls'
import type { RefundRecord } from '../../server/payments/core/records'
import { type Kind } from './support/databases'
import { chargeRow, claimOf, orderRow, refundRow, withAPaidOrder } from './support/rows'
import { noAnswer, paid, rulesOver } from './support/told-paymax'

export const second = 1_000

export const minute = 60 * second

export const { chargeId } = chargeRow

export const denied = {
  outcome: 'denied',
  failure: { reason: 'unknown' as const, code: 'ORDER_NO_NOT_EXIST', message: '原交易不存在' },
} as const

export async function withARefund(
  kind: Kind,
  calls: Partial<Gateway>,
  changed: Partial<RefundRecord> = {},
) {
  const repository = await withAPaidOrder(kind)
  const refund = { ...refundRow, ...changed }
  await repository.beginRefund(refund, claimOf(refund), 'one')
  let sent = 0
  const said: { query: QueryOutcome } = { query: { outcome: 'answered', charge: paid } }
  const rules = rulesOver(
    repository,
    { charge: paid },
    {
      queryCharge: () => Promise.resolve(said.query),
      createRefund: () => {
        sent += 1
        return Promise.resolve<RefundOutcome>(noAnswer)
      },
      ...calls,
    },
  )
  return {
    ...rules,
    repository,
    said,
    sent: () => sent,
    read: () => repository.refundById(refund.refundId),
    refunds: () => repository.refundsOfCharge(chargeId),
    incidents: () => repository.incidentsOfOrders([orderRow.orderId]),
    /** What is due is taken a step further, each time a little later. */
    async steps(count: number, apart = second) {
      for (let n = 0; n < count; n += 1) {
        rules.advance(apart)
        const due = await repository.takeDueRefunds(rules.now(), rules.now() + 25 * second, 10)
        for (const one of due) await advanceRefund(rules.deps, one)
      }
    },
  }
}
