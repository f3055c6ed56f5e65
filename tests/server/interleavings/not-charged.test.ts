/** The page says «not charged» where the gateway was asked since the payer asked: `checkedAt` ≥ `receivedAt`. */
import { describe, expect, test } from 'vitest'
import type { Payment } from '../../../server/contract/payment'
import { queryCharge } from '../../../server/payments/reports/query-charge'
import { createQueryFreshness } from '../../../server/payments/reports/query-freshness'
import { kinds } from '../support/databases'
import { chargedOrder } from '../support/paid-order'
import { withALiveCharge } from '../support/rows'
import { noAnswer, payable, refusal, rulesOver } from '../support/told-paymax'

const askedSince = ({ checkedAt, receivedAt }: Payment) =>
  checkedAt !== null && Date.parse(checkedAt) >= Date.parse(receivedAt)

describe.each(kinds)('«asked since you asked», on the %s database', (kind) => {
  test('is said once this process has asked and was answered', async () => {
    const { payment } = await chargedOrder(kind)
    expect(askedSince(await payment())).toBe(true)
  })

  test('is not said where another process, whose clock is ahead, was answered', async () => {
    const { backend, charge, payment, freeze } = await chargedOrder(kind)
    freeze()
    const { repository, clock } = backend.payments
    const [now, known] = [clock.now(), await repository.chargeById(charge.chargeId)]
    if (!known?.gatewayId) throw new Error('not live')
    // It has the turn, and was told before this payer's request that nothing is paid.
    await repository.takeTurn(charge.chargeId, now, now + 10_000)
    const { gatewayId, livemode } = known
    await repository.noteChecked(charge.chargeId, now + 60_000, { gatewayId, livemode })
    expect(askedSince(await payment())).toBe(false)
  })

  test('is not said of an answer that came after the order was looked up', async () => {
    const { backend, charge, payment, freeze } = await chargedOrder(kind)
    freeze()
    // Asked in this very moment: it is nobody's turn to ask again.
    await payment()
    const { repository } = backend.payments
    const gatewayId = (await repository.chargeById(charge.chargeId))?.gatewayId
    if (!gatewayId) throw new Error('not live')
    const before = { ...repository }
    repository.chargesOfOrder = async (orderId) => {
      await queryCharge(backend.payments, { gateway: 'paymax', gatewayId })
      return before.chargesOfOrder(orderId)
    }
    expect(askedSince(await payment())).toBe(false)
  })
})

describe('whether the gateway has spoken', () => {
  test('is not read off an answer to what was asked before', () => {
    const spoken = createQueryFreshness()
    const [asked, moment] = [spoken.moment(), spoken.moment()]
    spoken.note('c1', asked)
    expect(spoken.since('c1', moment)).toBe(false)
  })

  test('is not forgotten over an older answer that comes late', () => {
    const spoken = createQueryFreshness()
    const [early, moment, late] = [spoken.moment(), spoken.moment(), spoken.moment()]
    spoken.note('c1', late)
    spoken.note('c1', early)
    expect(spoken.since('c1', moment)).toBe(true)
  })

  test('is known of each charge alone', () => {
    const spoken = createQueryFreshness()
    const moment = spoken.moment()
    spoken.note('c2', spoken.moment())
    expect(spoken.since('c1', moment)).toBe(false)
  })

  test.each([
    { what: 'no answer', answer: noAnswer },
    { what: 'a refusal', answer: refusal },
    {
      what: 'an answer that contradicts us',
      answer: { outcome: 'answered', charge: { ...payable, amount: 1 } } as const,
    },
  ])('is not believed of $what', async ({ answer }) => {
    const repository = await withALiveCharge('embedded')
    const calls = { queryCharge: () => Promise.resolve(answer) }
    const { deps } = rulesOver(repository, { charge: payable }, calls)
    const moment = deps.freshness.moment()
    await queryCharge(deps, { ...payable, gateway: 'paymax' })
    expect(deps.freshness.since(payable.chargeNumber, moment)).toBe(false)
  })

  test('is known of an answer that a charge is under way', async () => {
    const { deps } = rulesOver(await withALiveCharge('embedded'), { charge: payable })
    const moment = deps.freshness.moment()
    await queryCharge(deps, { ...payable, gateway: 'paymax' })
    expect(deps.freshness.since(payable.chargeNumber, moment)).toBe(true)
  })
})
