import { describe, expect, test } from 'vitest'
import type { Repository } from '../../../server/payments/core/repository'
import { kinds } from '../support/databases'
import {
  answersTo,
  chargeRow,
  createdOf,
  noMoney,
  openRepositories,
  orderRow,
  refundRow,
  claimOf,
  successOf,
  t0,
  withALiveCharge,
  withAnOrder,
  withAPaidOrder,
} from '../support/rows'

const another = { ...chargeRow, chargeId: 'c2' }
const learned = { gatewayId: 'ch_c1', livemode: true }
const hour = 3_600_000

const dueAt = async (repository: Repository, now: number) =>
  (await repository.takeDueCharges(now, now, 10)).map(({ chargeId }) => chargeId)

describe.each(kinds)('charges that several processes look at, on the %s database', (kind) => {
  test('a credential is not handed out once another charge is the order’s last', async () => {
    const repository = await withAnOrder(kind)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.beginCharge(another, 'c1', t0)
    expect(await repository.chargeCreated('c1', createdOf('c1'))).toBe(false)
  })

  test('an order is not closed by who saw another last charge', async () => {
    const repository = await withAnOrder(kind)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.endCharge('c1', 'lost', noMoney)
    await repository.beginCharge(another, 'c1', t0)
    await repository.endCharge('c2', 'lost', noMoney)
    expect(await repository.closeOrder('order', 'c1')).toBe(false)
  })

  test('when the gateway last spoke never goes back', async () => {
    const repository = await withALiveCharge(kind)
    await repository.noteChecked('c1', t0 + 10, learned)
    await repository.noteChecked('c1', t0 + 5, learned)
    expect(await repository.chargeById('c1')).toMatchObject({ checkedAt: t0 + 10 })
  })

  test('who no longer has the lease puts no look off', async () => {
    const repository = await withALiveCharge(kind)
    const [mine, theirs] = [t0 + 25_000, t0 + 50_000]
    await repository.takeDueCharges(t0, mine, 10)
    await repository.takeDueCharges(mine, theirs, 10)
    await repository.scheduleCheck('c1', mine, null)
    expect(await dueAt(repository, theirs)).toEqual(['c1'])
  })

  test('who has the lease says when the next look is due', async () => {
    const repository = await withALiveCharge(kind)
    await repository.takeDueCharges(t0, t0 + 25_000, 10)
    await repository.scheduleCheck('c1', t0 + 25_000, t0 + 60_000)
    expect(await dueAt(repository, t0 + 59_999)).toEqual([])
  })

  test('money that pays an order has its live charge looked at at once', async () => {
    const repository = await withAnOrder(kind)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.endCharge('c1', 'lost', noMoney)
    await repository.beginCharge(another, 'c1', t0)
    await repository.chargeCreated('c2', createdOf('c2', t0 + hour))
    await repository.recordSuccess('c1', successOf('c1', t0 + 1_000), answersTo(chargeRow))
    expect(await dueAt(repository, t0 + 1_000)).toEqual(['c2'])
  })

  test('a look from before that money does not undo it', async () => {
    const repository = await withAnOrder(kind)
    await repository.beginCharge(chargeRow, null, t0)
    await repository.endCharge('c1', 'lost', noMoney)
    await repository.beginCharge(another, 'c1', t0)
    await repository.chargeCreated('c2', createdOf('c2', t0))
    const lease = t0 + 25_000
    await repository.takeDueCharges(t0, lease, 10)
    await repository.recordSuccess('c1', successOf('c1', t0 + 1_000), answersTo(chargeRow))
    await repository.scheduleCheck('c2', lease, t0 + hour)
    expect(await dueAt(repository, t0 + 1_000)).toEqual(['c2'])
  })
})

describe.each(kinds)('a clock that has jumped back since, on the %s database', (kind) => {
  const years = t0 + 1_000 * 24 * hour

  test('keeps nobody from asking: a turn far ahead is taken', async () => {
    const repository = await withALiveCharge(kind)
    await repository.takeTurn('c1', years, years + 1_000)
    expect(await repository.takeTurn('c1', t0, t0 + 1_000)).toBe(true)
  })

  test('leaves a turn of now its owner’s', async () => {
    const repository = await withALiveCharge(kind)
    await repository.takeTurn('c1', t0, t0 + 15_000)
    expect(await repository.takeTurn('c1', t0, t0 + 1_000)).toBe(false)
  })

  test('leaves no charge waiting for it', async () => {
    const repository = await withALiveCharge(kind)
    await repository.takeDueCharges(t0, years, 10)
    await repository.bringBackDue(t0, 10)
    expect(await dueAt(repository, t0)).toEqual(['c1'])
  })

  test('leaves no refund waiting for it', async () => {
    const repository = await withAPaidOrder(kind)
    await repository.beginRefund({ ...refundRow, nextTryAt: years }, claimOf(refundRow), 'one')
    await repository.bringBackDue(t0, 10)
    expect(await repository.takeDueRefunds(t0, t0, 10)).toHaveLength(1)
  })

  test('leaves no event waiting for it', async () => {
    const [repository] = await openRepositories(kind, 1)
    const event = {
      key: 'k',
      rawBody: Buffer.from('{}'),
      headers: { sign: 's' },
      gateway: 'paymax' as const,
      receivedAt: t0,
    }
    await repository.keepWebhook(event, years)
    await repository.bringBackDue(t0, 10)
    expect(await repository.takeDueWebhooks(t0, t0, 10)).toHaveLength(1)
  })

  test('brings nothing forward that is due in its own time', async () => {
    const repository = await withALiveCharge(kind)
    await repository.takeDueCharges(t0, t0 + 4 * 60_000, 10)
    await repository.bringBackDue(t0, 10)
    expect(await dueAt(repository, t0)).toEqual([])
  })
})

test('a payment and the answer that made its charge, at once on PostgreSQL, both come through', async () => {
  const [here, there] = await openRepositories('postgres', 2)
  if (!there) throw new Error('one process only')
  for (let round = 0; round < 30; round += 1) {
    const [orderId, chargeId] = [`order${round}`, `charge${round}`]
    const charge = { ...chargeRow, orderId, chargeId }
    await here.insertOrder({ ...orderRow, orderId, orderNo: orderId })
    await here.beginCharge(charge, null, t0)
    const [recorded] = await Promise.all([
      here.recordSuccess(chargeId, successOf(chargeId), answersTo(charge)),
      there.chargeCreated(chargeId, createdOf(chargeId)),
    ])
    expect(recorded).toBe('paid')
  }
})
