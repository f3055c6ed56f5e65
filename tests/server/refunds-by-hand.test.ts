/** Refunds that somebody makes in Paymax's console while one of ours is under way. */
import { describe, expect, test } from 'vitest'
import { advanceRefund } from '../../server/payments/refunds/advance-refund'
import type { CreateRefund } from '../../server/payments/core/gateway-calls'
import type { GatewayRefund } from '../../server/payments/core/gateway-reports'
import type { RefundRecord } from '../../server/payments/core/records'
import { kinds, type Kind } from './support/databases'
import { chargeRow, claimOf, orderRow, refundRow, withAPaidOrder } from './support/rows'
import { noAnswer, paid, refundTold, rulesOver } from './support/told-paymax'

const { chargeId } = chargeRow
const { refundId } = refundRow
const all = chargeRow.amount

/** In ms: a total that tells of a refund is believed after this. */
const totalStands = 600_000

/** A refund that is wanted, whose sending is never answered, and what Paymax tells of its charge. */
async function waiting(kind: Kind, changed: Partial<RefundRecord> = {}) {
  const repository = await withAPaidOrder(kind)
  const refund = { ...refundRow, ...changed }
  await repository.beginRefund(refund, claimOf(refund), 'one')
  const said = { charge: paid }
  const sent: CreateRefund[] = []
  const rules = rulesOver(repository, said, {
    createRefund: (one) => {
      sent.push(one)
      return Promise.resolve(noAnswer)
    },
  })
  return {
    sent,
    tells(amountRefunded: number, ...refunds: GatewayRefund[]) {
      said.charge = { ...paid, amountRefunded, refunds }
    },
    advance: rules.advance,
    async steps(count: number) {
      for (let n = 0; n < count; n += 1) {
        rules.advance(1_000)
        const due = await repository.takeDueRefunds(rules.now(), rules.now() + 25_000, 10)
        for (const one of due) await advanceRefund(rules.deps, one)
      }
    },
    ours: () => repository.refundById(refundId),
    refunds: () => repository.refundsOfCharge(chargeId),
    refunded: async () => (await repository.chargeById(chargeId))?.refunded,
    order: () => repository.orderById(orderRow.orderId),
  }
}

const automatic = { automatic: true, reason: 'double_success', amount: all }
const byHand = (amount: number, gatewayId = 're_hand') => refundTold(gatewayId, null, amount)

describe.each(kinds)('a refund made by hand in part, on the %s database', (kind) => {
  test('leaves the rest for the automatic one, and never more than was paid', async () => {
    const scene = await waiting(kind, automatic)
    scene.tells(400, byHand(400))
    await scene.steps(1)
    expect(scene.sent.map(({ amount }) => amount)).toEqual([all - 400])
    // The answer was lost; only the sum tells that it arrived.
    scene.tells(all, byHand(400))
    scene.advance(totalStands)
    await scene.steps(1)
    expect(await scene.ours()).toMatchObject({ status: 'succeeded', amount: all - 400 })
    expect(await scene.refunded()).toBe(all)
    expect(await scene.order()).toMatchObject({ state: 'refunded' })
  })

  test('and then in whole, unlisted: what was missing is booked, and no more', async () => {
    const scene = await waiting(kind, automatic)
    scene.tells(all, byHand(400))
    await scene.steps(20)
    // It may be under way and fail yet.
    expect(await scene.ours()).toMatchObject({ status: 'wanted' })
    scene.advance(totalStands)
    await scene.steps(1)
    expect(await scene.ours()).toMatchObject({ status: 'succeeded', amount: all - 400 })
    expect(await scene.refunded()).toBe(all)
    expect(scene.sent).toEqual([])
  })

  test('and then in whole, listed: nothing is missing, and nothing is booked', async () => {
    const scene = await waiting(kind, automatic)
    scene.tells(all, byHand(400), byHand(all - 400, 're_hand2'))
    await scene.steps(1)
    expect(await scene.ours()).toMatchObject({ status: 'failed' })
    expect(await scene.refunded()).toBe(all)
    expect(scene.sent).toEqual([])
  })

  test('leaves less than the merchant asked for: that is not sent, and not made less', async () => {
    const scene = await waiting(kind, { amount: 700 })
    scene.tells(400, byHand(400))
    await scene.steps(1)
    expect(await scene.ours()).toMatchObject({
      status: 'failed',
      amount: 700,
      failure: { code: 'nothing_left' },
    })
    expect(await scene.refunded()).toBe(400)
    expect(scene.sent).toEqual([])
  })
})

describe.each(kinds)('a refund without a name of ours, on the %s database', (kind) => {
  test.each([refundRow.amount - 30, refundRow.amount + 30])(
    'of %d fen is not ours of another sum, whose answer was lost',
    async (amount) => {
      const scene = await waiting(kind)
      await scene.steps(1)
      scene.tells(amount, byHand(amount))
      await scene.steps(100)
      expect(await scene.refunds()).toMatchObject([
        { refundId, status: 'sending', amount: refundRow.amount, gatewayId: null },
        { refundId: 're_hand', status: 'succeeded', amount, reason: null },
      ])
      expect(await scene.refunded()).toBe(amount)
    },
  )

  test('is not ours of another sum while that waits to be sent again either', async () => {
    const scene = await waiting(kind)
    await scene.steps(1)
    for (let n = 0; n < 400 && (await scene.ours())?.status !== 'wanted'; n += 1) {
      await scene.steps(1)
    }
    scene.tells(30, byHand(30))
    await scene.steps(1)
    expect(scene.sent).toHaveLength(2)
    expect(await scene.refunds()).toMatchObject([
      { refundId, status: 'sending' },
      { refundId: 're_hand', status: 'succeeded', amount: 30 },
    ])
  })
})
