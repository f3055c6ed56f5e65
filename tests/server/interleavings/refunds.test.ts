import { describe, expect, test } from 'vitest'
import { advanceRefund } from '../../../server/payments/refunds/advance-refund'
import type { Gateway } from '../../../server/payments/core/gateway'
import type { GatewayRefund } from '../../../server/payments/core/gateway-reports'
import type { Repository } from '../../../server/payments/core/repository'
import { applyRefundReport } from '../../../server/payments/reports/apply-refund-report'
import { applyChargeReport } from '../../../server/payments/reports/apply-charge-report'
import { kinds, type Kind } from '../support/databases'
import { chargeRow, claimOf, refundRow, t0, withALiveCharge, withAPaidOrder } from '../support/rows'
import { noAnswer, paid, payable, refundTold, refusal, rulesOver } from '../support/told-paymax'

const { refundId, chargeId, amount } = refundRow
const sending = { amount, unlistedBefore: 0, nextTryAt: t0 }

/** In ms: a total that tells of a refund is believed after this. */
const totalStands = 600_000

async function withARefund(kind: Kind): Promise<Repository> {
  const repository = await withAPaidOrder(kind)
  await repository.beginRefund(refundRow, claimOf(refundRow), 'one')
  return repository
}

/** A refund that is wanted, and a Paymax that answers its sending with these, one after the other. */
async function wanted(...answers: Awaited<ReturnType<Gateway['createRefund']>>[]) {
  const repository = await withARefund('embedded')
  const said = { charge: paid }
  let sent = 0
  const createRefund: Gateway['createRefund'] = () => {
    sent += 1
    return Promise.resolve(answers.shift() ?? noAnswer)
  }
  const rules = rulesOver(repository, said, { createRefund })

  /** What is due is taken a step further, as by the worker. */
  async function step(): Promise<void> {
    rules.advance(1_000)
    const due = await repository.takeDueRefunds(rules.now(), rules.now() + 25_000, 10)
    for (const one of due) await advanceRefund(rules.deps, one)
  }
  async function steps(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await step()
  }
  /** Sent, not found for as long as it takes, and about to be sent again. */
  async function untilWantedAgain(): Promise<void> {
    for (let n = 0; n < 1_000; n += 1) {
      await step()
      const refund = await read()
      if (refund?.status === 'wanted' && refund.sentAt !== null) return
    }
    throw new Error('it was never given up as not arrived')
  }
  const read = () => repository.refundById(refundId)
  return { ...rules, repository, said, step, steps, untilWantedAgain, read, sent: () => sent }
}

/** Paymax tells this of the charge's refunds from now on. */
const telling = (amountRefunded: number, ...refunds: GatewayRefund[]) => ({
  charge: { ...paid, amountRefunded, refunds },
})

describe('a refund that was sent twice', () => {
  test('does not fail with its first sending: what became of the second is found out', async () => {
    const { deps, repository, read, said, step, steps, untilWantedAgain } = await wanted()
    await untilWantedAgain()
    const first = (await read())?.sentAt ?? null
    await step()
    const second = (await read())?.sentAt ?? null
    const failed = { ...refundTold('re_1', refundId, amount, 'failed'), sentAt: first }
    const charge = await repository.chargeById(chargeId)
    if (!charge) throw new Error('no charge')
    await applyRefundReport(deps, charge, failed)
    expect(await read()).toMatchObject({ status: 'sending', sentAt: second })
    const made = { ...refundTold('re_2', refundId, amount), sentAt: second }
    said.charge = telling(amount, failed, made).charge
    await steps(20)
    expect(await read()).toMatchObject({ status: 'succeeded', gatewayId: 're_2' })
  })

  test('fails with its last sending', async () => {
    const { deps, repository, read, untilWantedAgain, step } = await wanted()
    await untilWantedAgain()
    await step()
    const second = (await read())?.sentAt ?? null
    const charge = await repository.chargeById(chargeId)
    if (!charge) throw new Error('no charge')
    await applyRefundReport(deps, charge, {
      ...refundTold('re_2', refundId, amount, 'failed'),
      sentAt: second,
    })
    expect(await read()).toMatchObject({ status: 'failed', gatewayId: 're_2' })
  })
})

describe('a refund whose sending was not answered', () => {
  test('is sent again where it is not found for long', async () => {
    const scene = await wanted(noAnswer)
    await scene.untilWantedAgain()
    await scene.step()
    expect(scene.sent()).toBe(2)
  })

  test.each([
    { how: 'under its name', told: telling(amount, refundTold('re_1', refundId, amount)) },
    { how: 'without a name', told: telling(amount, refundTold('re_1', null, amount)) },
    { how: 'only in the sum', told: telling(amount) },
  ])('is not sent again where it turns up $how while it waits to be', async ({ told }) => {
    const scene = await wanted(noAnswer)
    await scene.untilWantedAgain()
    Object.assign(scene.said, told)
    await scene.steps(20)
    expect(scene.sent()).toBe(1)
  })

  test.each([
    { how: 'without a name', told: telling(amount, refundTold('re_1', null, amount)) },
    { how: 'only in the sum', told: telling(amount) },
  ])('has succeeded where it turns up $how', async ({ told }) => {
    const scene = await wanted(noAnswer)
    await scene.untilWantedAgain()
    Object.assign(scene.said, told)
    scene.advance(totalStands)
    await scene.steps(1)
    expect(await scene.repository.refundsOfCharge(chargeId)).toMatchObject([
      { refundId, status: 'succeeded' },
    ])
  })

  test('is not believed of a sum that has told of it for a moment only: that may fail yet', async () => {
    const scene = await wanted(noAnswer)
    await scene.step()
    Object.assign(scene.said, telling(amount))
    await scene.steps(20)
    expect(await scene.read()).toMatchObject({ status: 'sending' })
  })

  test('is sent again where the sum tells only of what had gone back before', async () => {
    const scene = await wanted(noAnswer)
    Object.assign(scene.said, telling(amount))
    await scene.untilWantedAgain()
    await scene.step()
    expect(scene.sent()).toBe(2)
  })

  test('is not failed by the refusal of the second one: the first may yet turn up', async () => {
    const scene = await wanted(noAnswer, refusal)
    await scene.untilWantedAgain()
    await scene.step()
    expect(await scene.read()).toMatchObject({ status: 'sending', failure: refusal.failure })
  })

  test('fails with that refusal where the first does not turn up', async () => {
    const scene = await wanted(noAnswer, refusal)
    await scene.untilWantedAgain()
    await scene.steps(400)
    expect(await scene.read()).toMatchObject({ status: 'failed', failure: refusal.failure })
  })
})

describe('a refund that waits to be sent', () => {
  test('fails where the first sending is refused', async () => {
    const scene = await wanted(refusal)
    await scene.step()
    expect(await scene.read()).toMatchObject({ status: 'failed', failure: refusal.failure })
  })

  test('waits while another refund of its charge is under way', async () => {
    const scene = await wanted()
    Object.assign(scene.said, telling(0, refundTold('re_0', null, 50, 'processing')))
    await scene.step()
    expect(scene.sent()).toBe(0)
  })

  test.each(['wanted', 'sending'] as const)(
    'waits while what went back cannot be read, as one that is %s',
    async (status) => {
      const scene = await wanted(noAnswer)
      if (status === 'sending') await scene.step()
      const before = scene.sent()
      scene.said.charge = { ...paid, refundsReadable: false }
      await scene.steps(400)
      expect(scene.sent()).toBe(before)
      expect(await scene.read()).toMatchObject({ status })
      expect(scene.errors).toContainEqual(expect.objectContaining({ refundId }))
      scene.said.charge = paid
      await scene.steps(400)
      expect(scene.sent()).toBeGreaterThan(before)
    },
  )

  test('waits while Paymax does not say that its charge was paid', async () => {
    const scene = await wanted()
    scene.said.charge = payable
    await scene.step()
    expect(scene.sent()).toBe(0)
  })

  test('is not sent by a process that stood still after it had looked', async () => {
    const scene = await wanted()
    const asHandedOut = await scene.read()
    if (!asHandedOut) throw new Error('no refund')
    const refundSending: Repository['refundSending'] = (...step) => {
      scene.advance(60_000)
      return scene.repository.refundSending(...step)
    }
    const repository = { ...scene.repository, refundSending }
    await advanceRefund({ ...scene.deps, repository }, asHandedOut)
    expect(scene.sent()).toBe(0)
  })

  test('is not sent on a look from before another process sent it and gave it up', async () => {
    const scene = await wanted(noAnswer)
    const asHandedOut = await scene.read()
    if (!asHandedOut) throw new Error('no refund')
    // The process stops between its look and what follows, and wakes much later.
    const noteChecked: Repository['noteChecked'] = async (...noted) => {
      await scene.untilWantedAgain()
      Object.assign(scene.said, telling(amount, refundTold('re_1', refundId, amount)))
      return scene.repository.noteChecked(...noted)
    }
    await advanceRefund(
      { ...scene.deps, repository: { ...scene.repository, noteChecked } },
      asHandedOut,
    )
    await scene.steps(20)
    expect(scene.sent()).toBe(1)
  })
})

describe('what Paymax says has gone back of a charge', () => {
  async function told(amountRefunded: number, ...refunds: GatewayRefund[]) {
    const repository = await withAPaidOrder('embedded')
    const { deps, now } = rulesOver(repository, { charge: paid })
    await applyChargeReport(deps, { ...paid, amountRefunded, refunds }, now())
    return (await repository.chargeById(chargeId))?.refunded
  }

  test('counts once each of its refunds has', async () => {
    expect(await told(300, refundTold('re_1', null, 300))).toBe(300)
  })

  test('does not count while its refund is under way: that one may fail', async () => {
    expect(await told(300, refundTold('re_1', null, 300, 'processing'))).toBe(0)
  })

  test('does not count in sum alone: it may count what is under way', async () => {
    expect(await told(300)).toBe(0)
  })

  test('is a refund made by somebody else where none of ours is looked for', async () => {
    const repository = await withAPaidOrder('embedded')
    const { deps, now } = rulesOver(repository, { charge: paid })
    const report = { ...paid, ...telling(amount, refundTold('re_1', null, amount)).charge }
    await applyChargeReport(deps, report, now())
    expect(await repository.refundById('re_1')).toMatchObject({ status: 'succeeded', reason: null })
  })
})

describe.each(kinds)('a refund that several processes advance, on the %s database', (kind) => {
  test('is not taken back to be sent again by who saw an earlier sending', async () => {
    const repository = await withARefund(kind)
    await repository.refundSending(refundId, { ...sending, sentAt: 1 })
    const again = { because: 'not_found', nextTryAt: t0 } as const
    await repository.refundNotSent(refundId, 1, again)
    await repository.refundSending(refundId, { ...sending, sentAt: 2 })
    expect(await repository.refundNotSent(refundId, 1, again)).toBe(false)
  })

  test('is still under way when somebody else’s refund of its charge ends', async () => {
    const repository = await withARefund(kind)
    const foreign = { ...refundRow, refundId: 're_0', gatewayId: 're_0' }
    await repository.addForeignRefund({ ...foreign, status: 'processing' })
    const then = { gatewayId: 're_0', seen: null, incident: null, next: null }
    await repository.refundFailed('re_0', refusal.failure, then)
    expect(await repository.chargeById(chargeId)).toMatchObject({ refundUnderWay: refundId })
  })
})

describe('a look that shows money', () => {
  test('says that it looked only after the money is recorded', async () => {
    const repository = await withALiveCharge('embedded')
    const { deps, now } = rulesOver(repository, { charge: paid })
    const recordSuccess: Repository['recordSuccess'] = () => Promise.reject(new Error('it crashed'))
    const crashing = { ...deps, repository: { ...repository, recordSuccess } }
    await expect(applyChargeReport(crashing, paid, now())).rejects.toThrow('it crashed')
    expect(await repository.chargeById(chargeRow.chargeId)).toMatchObject({ checkedAt: null })
  })
})
