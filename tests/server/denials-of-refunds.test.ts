import { describe, expect, test } from 'vitest'
import type { Gateway } from '../../server/payments/core/gateway'
import type { RefundOutcome } from '../../server/payments/core/gateway-calls'
import { applyChargeReport } from '../../server/payments/reports/apply-charge-report'
import { kinds } from './support/databases'
import { chargeRow, orderRow, refundRow, t0 } from './support/rows'
import { paid, refundTold } from './support/told-paymax'
import { denied, withARefund, minute, chargeId, second } from './denials-support'

describe.each(kinds)('a refund of a charge that Paymax denies, on the %s database', (kind) => {
  test('that was never sent has failed after an hour, with an incident, and was not sent', async () => {
    const scene = await withARefund(kind, {})
    scene.said.query = denied
    await scene.steps(6, 9 * minute)
    expect(await scene.read()).toMatchObject({ status: 'wanted' })
    await scene.steps(4, 10 * minute)
    expect(await scene.read()).toMatchObject({
      status: 'failed',
      failure: { code: 'charge_denied' },
    })
    expect(await scene.incidents()).toMatchObject([{ kind: 'refund_failed', chargeId }])
    expect(scene.sent()).toBe(0)
  })

  test('waits where Paymax speaks of the charge again, and is sent', async () => {
    const scene = await withARefund(kind, {})
    scene.said.query = denied
    await scene.steps(6, 9 * minute)
    scene.said.query = { outcome: 'answered', charge: { ...paid, status: 'processing' } }
    await scene.steps(1, 10 * minute)
    expect(await scene.read()).toMatchObject({ status: 'wanted', denials: 0, deniedSince: null })
    scene.said.query = { outcome: 'answered', charge: paid }
    await scene.steps(1, 10 * minute)
    expect(scene.sent()).toBe(1)
  })

  test('that was sent fails and is not sent again; found after all, it has succeeded', async () => {
    const automatic = { automatic: true, reason: 'late_payment', amount: chargeRow.amount }
    const scene = await withARefund(kind, {}, automatic)
    await scene.steps(1)
    scene.said.query = denied
    await scene.steps(200, minute)
    expect(await scene.refunds()).toMatchObject([{ status: 'failed', sentAt: t0 + 3 * second }])
    expect(scene.sent()).toBe(1)
    const told = refundTold('re_1', refundRow.refundId, chargeRow.amount)
    const report = { ...paid, amountRefunded: chargeRow.amount, refunds: [told] }
    await applyChargeReport(scene.deps, report, scene.now())
    expect(await scene.refunds()).toMatchObject([{ status: 'succeeded' }])
    expect(await scene.repository.orderById(orderRow.orderId)).toMatchObject({ state: 'refunded' })
  })

  test('that is automatic and was never sent keeps to its plan', async () => {
    const automatic = { automatic: true, reason: 'late_payment', amount: chargeRow.amount }
    const scene = await withARefund(kind, {}, automatic)
    scene.said.query = denied
    await scene.steps(12, 10 * minute)
    expect(await scene.refunds()).toMatchObject([
      { status: 'failed', attempt: 1 },
      { status: 'wanted', attempt: 2 },
    ])
    scene.said.query = { outcome: 'answered', charge: paid }
    await scene.steps(2, 10 * minute)
    expect(scene.sent()).toBe(1)
  })
})

const accepted: RefundOutcome = {
  outcome: 'answered',
  refund: refundTold('re_1', refundRow.refundId, refundRow.amount, 'processing'),
}

describe.each(kinds)('a refund that Paymax had taken and denies, on the %s database', (kind) => {
  const calls: Partial<Gateway> = {
    createRefund: () => Promise.resolve(accepted),
    queryRefund: () => Promise.resolve(denied),
  }

  test('has failed after an hour, with an incident, and is never sent again', async () => {
    const scene = await withARefund(kind, calls, { automatic: true, reason: 'double_success' })
    await scene.steps(5)
    expect(await scene.read()).toMatchObject({ status: 'processing' })
    await scene.steps(60, 10 * minute)
    expect(await scene.refunds()).toMatchObject([
      { status: 'failed', failure: { code: 'refund_denied' } },
    ])
    expect(await scene.incidents()).toMatchObject([{ kind: 'refund_failed', chargeId }])
  })

  test('stays under way where its charge lists it', async () => {
    const scene = await withARefund(kind, calls)
    await scene.steps(1)
    const { refund } = accepted
    scene.said.query = { outcome: 'answered', charge: { ...paid, refunds: [refund] } }
    await scene.steps(60, 10 * minute)
    expect(await scene.read()).toMatchObject({ status: 'processing', denials: 0 })
  })
})
