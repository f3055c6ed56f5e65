import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RefundRecord } from '../../server/payments/core/records'
import { nextStepDelay } from '../../server/payments/schedules/refund-schedule'
import { openCheckout } from './support/checkout'
import { kinds } from './support/databases'
import { paidOrder } from './support/paid-order'

const refund: RefundRecord = {
  refundId: 'r',
  chargeId: 'c',
  orderId: 'o',
  amount: 1,
  status: 'wanted',
  reason: null,
  automatic: false,
  attempt: 1,
  gatewayId: null,
  createdAt: 0,
  sentAt: null,
  unlistedBefore: null,
  looks: 0,
  denials: 0,
  deniedSince: null,
  nextTryAt: 0,
  succeededAt: null,
  failure: null,
}

test('when to look at a refund next is a whole number of ms, whatever its age', () => {
  const status = fc.constantFrom('wanted', 'sending', 'processing')
  fc.assert(
    fc.property(status, fc.nat(600_000), (state, now) => {
      expect(nextStepDelay({ ...refund, status: state }, now)).toSatisfy(Number.isInteger)
    }),
  )
})

/** An answer must not be two minutes old by the time it is read. */
const gently = { interval: 300 }

describe.each(kinds)('on the %s database', (kind) => {
  test('a refund that Paymax kept waiting for an odd time is sent once it answers', async () => {
    const { merchant, order, sandbox, log, advance } = await paidOrder(kind)
    sandbox.faults.set({ gateway_down: 'cut' })
    await merchant.refund(order.orderNo)
    await untilUnanswered(log, 4, () => advance(4_001))
    sandbox.faults.reset()
    const refunds = () => {
      advance(4_001)
      return sandbox.paymax.charges().flatMap((charge) => charge.refunds)
    }
    await expect.poll(refunds, gently).toHaveLength(1)
    expect(notDealtWith(log)).toEqual([])
  })

  test('a notification that Paymax would not confirm for an odd time is applied then', async () => {
    const { merchant, phone, sandbox, log, advance } = await openCheckout(kind)
    const { orderId, orderNo } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    // Nobody here has heard the charge's id: no query can find it, its event alone tells.
    sandbox.faults.set({ answer_lost: true })
    await payer.post(`api/orders/${orderId}/charges`, {})
    sandbox.faults.set({ answer_lost: false, gateway_down: 'cut', bare_events: true })
    sandbox.paymax.pay(sandbox.paymax.charges()[0]?.id ?? '')
    await sandbox.paymax.flushWebhooks()
    await untilUnanswered(log, 4, () => advance(6_001))
    sandbox.faults.reset()
    const status = async () => {
      advance(6_001)
      return (await merchant.read(orderNo)).body.status
    }
    await expect.poll(status, gently).toBe('paid')
    expect(notDealtWith(log)).toEqual([])
  })
})

/** An outage is a line a minute, with how many were left out. */
function untilUnanswered(log: readonly string[], times: number, pass: () => void): Promise<void> {
  const unanswered = () => {
    pass()
    return log
      .filter((line) => line.includes('was not answered'))
      .map((line) => 1 + ((JSON.parse(line) as { leftOut?: number }).leftOut ?? 0))
      .reduce((sum, count) => sum + count, 0)
  }
  return expect.poll(unanswered, gently).toBeGreaterThanOrEqual(times)
}

const notDealtWith = (log: readonly string[]) =>
  log
    .filter((line) => line.includes('could not be processed'))
    .map((line) => (JSON.parse(line) as { err: { message: string } }).err.message)
