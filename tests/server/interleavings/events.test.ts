import { describe, expect, test } from 'vitest'
import type { Gateway, Webhook } from '../../../server/payments/core/gateway'
import type { RefundOutcome } from '../../../server/payments/core/gateway-calls'
import { applyWebhook } from '../../../server/payments/events/apply-webhook'
import { receiveWebhook } from '../../../server/payments/events/receive-webhook'
import { kinds, type Kind } from '../support/databases'
import { chargeRow, orderRow, refundRow, withALiveCharge, withAPaidOrder } from '../support/rows'
import { noAnswer, paid, refundTold, refusal, rulesOver } from '../support/told-paymax'

const hour = 3_600_000
const success: Webhook = {
  id: 'evt_1',
  kind: 'charge',
  chargeGatewayId: paid.gatewayId,
  chargeNumber: paid.chargeNumber,
  refund: null,
  charge: paid,
}

/** An acknowledged event, and what becomes of it once `reads` is what its signature comes to. */
async function acknowledged(kind: Kind, change: Partial<Parameters<typeof rulesOver>[0]> = {}) {
  const repository = await withALiveCharge(kind)
  let holds = true
  const readWebhook: Gateway['readWebhook'] = () => Promise.resolve(holds ? success : null)
  const rules = rulesOver({ ...repository, ...change }, { charge: paid }, { readWebhook })
  const kept = await receiveWebhook(rules.deps, 'paymax', Buffer.from('{}'), {})
  if (!kept) throw new Error('not kept')

  const due = () => repository.takeDueWebhooks(rules.now(), rules.now() + 25_000, 10)
  /** Taken up whenever it is due, for so long. @returns how long it was left alone each time */
  async function takenUpFor(time: number): Promise<number[]> {
    const until = rules.now() + time
    const pauses: number[] = []
    let last = rules.now()
    while (rules.now() < until) {
      rules.advance(5_000)
      for (const one of await due()) {
        pauses.push(rules.now() - last)
        last = rules.now()
        await applyWebhook(rules.deps, one).catch(() => undefined)
      }
    }
    return pauses
  }
  return {
    ...rules,
    repository,
    kept,
    due,
    takenUpFor,
    keyIs: (ours: boolean) => {
      holds = ours
    },
  }
}

describe.each(kinds)('an acknowledged event, on the %s database', (kind) => {
  test('survives that Paymax’s key is another one by now', async () => {
    const { repository, keyIs, takenUpFor } = await acknowledged(kind)
    keyIs(false)
    await takenUpFor(10 * 60_000)
    keyIs(true)
    await takenUpFor(10 * 60_000)
    expect(await repository.orderById(orderRow.orderId)).toMatchObject({ state: 'paid' })
  })

  test('that cannot be dealt with is not taken up again with every lease', async () => {
    const broken = () => Promise.reject(new Error('a poisonous row'))
    const scene = await acknowledged(kind, { recordSuccess: broken })
    const pauses = await scene.takenUpFor(hour)
    expect(pauses.length).toBeLessThan(30)
  })
})

describe('an acknowledged event that does not verify any more', () => {
  test('is tried ever more rarely', async () => {
    const { keyIs, takenUpFor } = await acknowledged('embedded')
    keyIs(false)
    const pauses = await takenUpFor(2 * hour)
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other))
  })

  test('is given up after three days, with an error', async () => {
    const { keyIs, kept, deps, advance, errors } = await acknowledged('embedded')
    keyIs(false)
    advance(72 * hour)
    await applyWebhook(deps, kept)
    expect(errors).toEqual([{ key: kept.key }])
  })

  test('is not taken up any more once it is given up', async () => {
    const { keyIs, kept, deps, advance, due } = await acknowledged('embedded')
    keyIs(false)
    advance(72 * hour)
    await applyWebhook(deps, kept)
    advance(72 * hour)
    expect(await due()).toEqual([])
  })

  test.each(kinds)(
    'is kept for good once it is given up, on %s: it was acknowledged',
    async (on) => {
      const { repository, keyIs, kept, deps, advance } = await acknowledged(on)
      keyIs(false)
      advance(72 * hour)
      await applyWebhook(deps, kept)
      advance(365 * 24 * hour)
      expect(await repository.forgetWebhooks(deps.clock.now(), 10)).toBe(0)
      keyIs(true)
      await applyWebhook(deps, kept)
      expect(await repository.orderById(orderRow.orderId)).toMatchObject({ state: 'paid' })
      advance(hour)
      expect(await repository.forgetWebhooks(deps.clock.now(), 10)).toBe(1)
    },
  )

  test('is not given up a little before', async () => {
    const { keyIs, kept, deps, advance, due } = await acknowledged('embedded')
    keyIs(false)
    advance(72 * hour - 1_000)
    await applyWebhook(deps, kept)
    advance(hour)
    expect(await due()).toHaveLength(1)
  })
})

describe('a refund made in the console', () => {
  const told: Webhook = {
    ...success,
    kind: 'refund',
    chargeNumber: null,
    charge: null,
    refund: { gatewayId: 're_1', refundId: null },
  }

  /** Paymax tells of it, and says at first this when it is asked about it. */
  async function toldOf(first: RefundOutcome) {
    const repository = await withAPaidOrder('embedded')
    const refund = refundTold('re_1', null, refundRow.amount)
    const answers = [first]
    const { deps, advance, now } = rulesOver(
      repository,
      { charge: paid },
      {
        readWebhook: () => Promise.resolve(told),
        queryRefund: () => Promise.resolve(answers.shift() ?? { outcome: 'answered', refund }),
      },
    )
    const kept = await receiveWebhook(deps, 'paymax', Buffer.from('{}'), {})
    if (!kept) throw new Error('not kept')
    await applyWebhook(deps, kept)
    advance(60_000)
    for (const one of await repository.takeDueWebhooks(now(), now(), 10)) {
      await applyWebhook(deps, one)
    }
    return repository.refundsOfCharge(chargeRow.chargeId)
  }

  const known = [{ refundId: 're_1', status: 'succeeded', amount: refundRow.amount }]

  test('is taken over though no answer about its charge lists it', async () => {
    const refund = refundTold('re_1', null, refundRow.amount)
    expect(await toldOf({ outcome: 'answered', refund })).toMatchObject(known)
  })

  test.each([
    { what: 'does not answer', first: noAnswer },
    { what: 'does not know it yet', first: refusal },
  ])('is taken over later where Paymax $what', async ({ first }) => {
    expect(await toldOf(first)).toMatchObject(known)
  })
})
