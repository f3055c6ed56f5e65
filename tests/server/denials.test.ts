/** What Paymax says it does not know, though it had made it. */
import { describe, expect, test } from 'vitest'
import { queryCharge } from '../../server/payments/reports/query-charge'
import { requestCharge } from '../../server/payments/charges/request-charge'
import { closeOrder } from '../../server/payments/orders/close-order'
import type { QueryOutcome } from '../../server/payments/core/gateway-calls'
import type { Repository } from '../../server/payments/core/repository'
import { processDue } from '../../server/payments/worker/process-due'
import { applyChargeReport } from '../../server/payments/reports/apply-charge-report'
import { kinds, type Kind } from './support/databases'
import {
  chargeRow,
  createdOf,
  openRepositories,
  orderRow,
  refundRow,
  t0,
  withALiveCharge,
} from './support/rows'
import { noAnswer, paid, payable, rulesOver } from './support/told-paymax'
import { chargeId, withARefund, second, minute, denied } from './denials-support'

const hour = 60 * minute

const { gatewayId } = payable

/** The clocks' difference after its end, and a minute: by none of them can it be paid any more. */
const over = chargeRow.expiresAt + 3 * minute + 1

/** A live charge, and a Paymax that knows nothing of it until it is told otherwise. */
function withDenials(repository: Repository) {
  const said: { query: QueryOutcome } = { query: denied }
  let made = 0
  const rules = rulesOver(
    repository,
    { charge: payable },
    {
      queryCharge: () => Promise.resolve(said.query),
      closeCharge: () => Promise.resolve(denied),
      createCharge: (asked) => {
        made += 1
        const { gatewayId: id, jsApiParams } = createdOf(asked.chargeNumber)
        const charge = { ...payable, gatewayId: id, chargeNumber: asked.chargeNumber }
        return Promise.resolve({ outcome: 'created', charge, jsApiParams })
      },
    },
  )
  const wish = { orderId: orderRow.orderId, openid: 'payer', clientIp: '::1' }
  return {
    ...rules,
    said,
    made: () => made,
    at: (time: number) => rules.advance(time - rules.now()),
    asked: () => queryCharge(rules.deps, { gateway: 'paymax', gatewayId }),
    charge: () => repository.chargeById(chargeId),
    pay: (openid = 'payer', renew = false) =>
      requestCharge(rules.deps, { ...wish, openid, renew, automatic: false }),
    async askedTimes(times: number) {
      for (let n = 0; n < times; n += 1)
        await queryCharge(rules.deps, { gateway: 'paymax', gatewayId })
    },
  }
}

async function liveAndDenied(kind: Kind) {
  const repository = await withALiveCharge(kind)
  return { ...withDenials(repository), repository }
}

describe.each(kinds)('a charge that Paymax had made and denies, on the %s database', (kind) => {
  test('stays live while its time lasts, however often it is denied', async () => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(20)
    scene.at(over - 1)
    await scene.askedTimes(20)
    expect(await scene.charge()).toMatchObject({ status: 'live', denials: 40 })
  })

  test('is given again to its own payer meanwhile; others and the merchant wait', async () => {
    const scene = await liveAndDenied(kind)
    scene.at(t0 + 10 * minute)
    await scene.askedTimes(10)
    const again = await scene.pay('payer', true)
    expect(again).toMatchObject({ created: false, charge: { chargeId } })
    const inProgress = { code: 'charge_in_progress' }
    await expect(scene.pay('another')).rejects.toMatchObject(inProgress)
    await expect(closeOrder(scene.deps, orderRow.orderNo)).rejects.toMatchObject(inProgress)
    expect(scene.made()).toBe(0)
  })

  test('ends after its time, with an incident, and can be paid again', async () => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(5)
    scene.at(over)
    expect(await scene.asked()).toBe('denied_for_good')
    expect(await scene.charge()).toMatchObject({ status: 'closed', failure: denied.failure })
    expect(await scene.repository.incidentsOfOrders([orderRow.orderId])).toMatchObject([
      { kind: 'charge_denied', chargeId, at: over },
    ])
    expect(await scene.pay()).toMatchObject({ created: true })
  })

  test('ends within the very request of who wants to pay, and of who wants to close', async () => {
    const paying = await liveAndDenied(kind)
    await paying.askedTimes(5)
    paying.at(over)
    expect(await paying.pay('another')).toMatchObject({ created: true })
    const closing = await liveAndDenied(kind)
    await closing.askedTimes(5)
    closing.at(over)
    await closeOrder(closing.deps, orderRow.orderNo)
    expect(await closing.repository.orderById(orderRow.orderId)).toMatchObject({ state: 'closed' })
  })

  test('is ended by the worker, whoever else asks', async () => {
    const scene = await liveAndDenied(kind)
    for (let time = t0; time < over + 5 * minute; time += 20 * second) {
      scene.at(Math.max(time, scene.now()))
      await processDue(scene.deps)
    }
    expect(await scene.charge()).toMatchObject({ status: 'closed' })
    expect(await scene.repository.incidentsOfOrders([orderRow.orderId])).toHaveLength(1)
  })

  test('does not end by denials of a moment, nor by too few of them', async () => {
    const hasty = await liveAndDenied(kind)
    hasty.at(over)
    await hasty.askedTimes(30)
    hasty.advance(5 * minute - 1)
    await hasty.askedTimes(1)
    expect(await hasty.charge()).toMatchObject({ status: 'live' })
    hasty.advance(1)
    await hasty.askedTimes(1)
    expect(await hasty.charge()).toMatchObject({ status: 'closed' })
    const rare = await liveAndDenied(kind)
    rare.at(over)
    await rare.askedTimes(3)
    rare.advance(hour)
    await rare.askedTimes(1)
    expect(await rare.charge()).toMatchObject({ status: 'live', denials: 4 })
    await rare.askedTimes(1)
    expect(await rare.charge()).toMatchObject({ status: 'closed' })
  })

  test('is counted anew once Paymax has spoken of it', async () => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(5)
    scene.said.query = { outcome: 'answered', charge: payable }
    scene.at(over - minute)
    await scene.asked()
    expect(await scene.charge()).toMatchObject({ denials: 0, deniedSince: null })
    scene.said.query = denied
    scene.at(over)
    await scene.askedTimes(5)
    expect(await scene.charge()).toMatchObject({ status: 'live', denials: 5, deniedSince: over })
  })

  test('does not end where Paymax does not answer, or will not tell', async () => {
    const scene = await liveAndDenied(kind)
    scene.at(over)
    for (const query of [noAnswer, { ...noAnswer, outcome: 'rejected' as const }]) {
      scene.said.query = query
      await scene.askedTimes(10)
      scene.advance(hour)
    }
    expect(await scene.charge()).toMatchObject({ status: 'live', denials: 0 })
  })

  test('ends once, by however many processes, with one incident', async () => {
    const [repository, other] = await openRepositories(kind, 2)
    await repository.insertOrder(orderRow)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.chargeCreated(chargeId, createdOf(chargeId))
    const scenes = [repository, other ?? repository].map((one) => withDenials(one))
    await scenes[0]?.askedTimes(5)
    for (const scene of scenes) scene.at(over)
    const asked = await Promise.all(scenes.flatMap((scene) => [scene.asked(), scene.asked()]))
    expect(new Set(asked)).toEqual(new Set(['denied_for_good']))
    expect(await repository.incidentsOfOrders([orderRow.orderId])).toHaveLength(1)
  })

  test('counts from now where a clock that has jumped back had begun to count', async () => {
    const scene = await liveAndDenied(kind)
    await scene.repository.noteDenied(gatewayId, t0 + 9 * hour)
    await scene.asked()
    expect(await scene.charge()).toMatchObject({ denials: 2, deniedSince: scene.now() })
  })

  test.each([
    { what: 'pays the order that is still open', state: 'paid', merchant: false, kind: [] },
    {
      what: 'goes back where the merchant closed meanwhile',
      state: 'closed',
      merchant: true,
      kind: ['late_payment'],
    },
  ])('that was paid after all $what', async ({ state, merchant, kind: also }) => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(5)
    scene.at(over)
    await scene.asked()
    if (merchant) await closeOrder(scene.deps, orderRow.orderNo)
    await applyChargeReport(scene.deps, paid, scene.now())
    expect(await scene.charge()).toMatchObject({ status: 'succeeded' })
    const { repository } = scene
    expect(await repository.orderById(orderRow.orderId)).toMatchObject({ state })
    const incidents = await repository.incidentsOfOrders([orderRow.orderId])
    expect(incidents.map((one) => one.kind)).toEqual(['charge_denied', ...also])
    expect(await repository.refundsOfCharge(chargeId)).toHaveLength(also.length)
  })

  test('that was paid after all, beside the one that was paid instead, goes back', async () => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(5)
    scene.at(over)
    const instead = (await scene.pay()).charge.chargeId
    const report = { ...paid, gatewayId: `ch_${instead}`, chargeNumber: instead }
    await applyChargeReport(scene.deps, report, scene.now())
    await applyChargeReport(scene.deps, paid, scene.now())
    const refunds = await scene.repository.refundsOfCharge(chargeId)
    expect(refunds).toMatchObject([{ automatic: true, reason: 'double_success' }])
  })

  test('is watched for a day more, and not for ever', async () => {
    const scene = await liveAndDenied(kind)
    await scene.askedTimes(5)
    scene.at(over)
    await scene.asked()
    const due = async () => {
      const taken = await scene.repository.takeDueCharges(scene.now(), scene.now(), 10)
      await processDue(scene.deps)
      return taken.length
    }
    for (const later of [10 * minute, hour, 20 * hour]) {
      scene.at(over + later)
      expect(await due(), String(later)).toBe(1)
    }
    scene.at(over + 25 * hour)
    await processDue(scene.deps)
    scene.at(over + 48 * hour)
    expect(await due()).toBe(0)
  })
})

describe('what somebody has to look at, because nothing here may end it', () => {
  test('a live charge whose time is long over, of which nobody tells', async () => {
    const scene = await liveAndDenied('embedded')
    scene.said.query = { ...noAnswer, outcome: 'untrusted' }
    scene.at(over + hour)
    await processDue(scene.deps)
    expect(scene.errors).toContainEqual(expect.objectContaining({ chargeId }))
    expect(await scene.charge()).toMatchObject({ status: 'live' })
  })

  test('a refund that has been under way for more than a day', async () => {
    const scene = await withARefund('embedded', {})
    scene.said.query = { ...noAnswer, outcome: 'rejected' }
    await scene.steps(1, 25 * hour)
    expect(scene.errors).toContainEqual(expect.objectContaining({ refundId: refundRow.refundId }))
    expect(await scene.read()).toMatchObject({ status: 'wanted' })
  })
})
