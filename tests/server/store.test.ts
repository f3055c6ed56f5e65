import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startBackend } from '../../server/backend'
import { systemClock } from '../../server/runtime/clock'
import { readConfig } from '../../server/config/config'
import { openDatabase } from '../../server/store/engine/database'
import { createRepository } from '../../server/store/repository'
import { migrate } from '../../server/store/engine/migrate'
import { migrations } from '../../server/store/schema/migrations'
import type { ChargeRecord, OrderRecord } from '../../server/payments/core/records'
import { migrateInAnotherProcess } from './support/another-process'
import { emptyDatabase, freshDatabase, kinds, type Kind } from './support/databases'
import { answersTo, chargeRow, createdOf, noMoney, orderRow, successOf, t0 } from './support/rows'

const order: OrderRecord = { ...orderRow, amount: 100, body: '😀', metadata: { table: '3' } }
const charge: ChargeRecord = { ...chargeRow, chargeId: 'charge1', amount: 100 }
const success = { ...successOf('charge1', t0 + 60_000), gatewayId: 'ch_1' }
const answers = (chargeId: string) => answersTo({ ...charge, chargeId }, success.now)

async function open(kind: Kind, fresh = freshDatabase) {
  const database = await fresh(kind)
  const opened = openDatabase(database.location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await database.drop()
  })
  return { ...opened, database }
}

async function repositoryWithAnOrder(kind: Kind) {
  const opened = await open(kind)
  await migrate(opened)
  const repository = createRepository(opened.db)
  await repository.insertOrder(order)
  return repository
}

describe.each(kinds)('the %s store', (kind) => {
  test('brings an empty database up to date, and a current one not at all', async () => {
    const opened = await open(kind, emptyDatabase)
    expect(await migrate(opened)).toEqual(migrations.map((migration) => migration.name))
    expect(await migrate(opened)).toEqual([])
  })

  test('is migrated once when two processes start at once', async () => {
    const { database } = await open(kind, emptyDatabase)
    const applied = await Promise.all([
      migrateInAnotherProcess(database.location),
      migrateInAnotherProcess(database.location),
    ])
    expect(applied.flat()).toEqual(migrations.map((migration) => migration.name))
  })

  test('closes no order whose last charge can be paid, though the caller has seen that very one', async () => {
    const repository = await repositoryWithAnOrder(kind)
    const { orderId, chargeId } = charge
    await repository.beginCharge(charge, null, success.now)
    expect(await repository.closeOrder(orderId, chargeId)).toBe(false)
    await repository.chargeCreated(chargeId, createdOf(chargeId))
    expect(await repository.closeOrder(orderId, chargeId)).toBe(false)
    await repository.endCharge(chargeId, 'closed', noMoney)
    expect(await repository.closeOrder(orderId, chargeId)).toBe(true)
  })

  test('has a lost charge due as soon as its gateway id is learned', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, success.now)
    await repository.endCharge(charge.chargeId, 'lost', noMoney)
    expect(await repository.takeDueCharges(success.now, success.now, 10)).toEqual([])
    await repository.noteChecked(charge.chargeId, success.now, {
      gatewayId: 'ch_1',
      livemode: true,
    })
    expect(await repository.takeDueCharges(success.now, success.now, 10)).toHaveLength(1)
  })

  test('leaves a lost charge due whose gateway id was known before', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, success.now)
    await repository.noteChecked(charge.chargeId, success.now, {
      gatewayId: 'ch_1',
      livemode: true,
    })
    await repository.endCharge(charge.chargeId, 'lost', noMoney)
    expect(await repository.takeDueCharges(success.now, success.now, 10)).toHaveLength(1)
  })

  test.for([
    { late: 'who saw an earlier sending', seen: { status: 'sending', sentAt: 1 }, gatewayId: null },
    { late: 'who was told of another refund', seen: null, gatewayId: 're_other' },
  ] as const)('does not let a refund be failed by one $late', async ({ seen, gatewayId }) => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, success.now)
    await repository.recordSuccess(charge.chargeId, success, answers(charge.chargeId))
    const { refund } = answers(charge.chargeId).second
    const { refundId, amount } = refund
    const claim = {
      owner: 'merchant',
      key: 'k',
      requestHash: '',
      standsFor: refundId,
      createdAt: 0,
    }
    await repository.beginRefund(refund, claim, 'one')
    await repository.refundSending(refundId, { amount, unlistedBefore: 0, sentAt: 2, nextTryAt: 2 })
    if (gatewayId)
      await repository.refundAccepted(refundId, { gatewayId: 're_1', amount, nextTryAt: 2 })
    const failure = { reason: 'unknown' as const, code: 'CHANNEL_REFUND_FAILED', message: '' }
    const then = { gatewayId, seen, incident: null, next: null }
    expect(await repository.refundFailed(refundId, failure, then)).toBe(false)
  })

  test('gives an order back as it was kept', async () => {
    const repository = await repositoryWithAnOrder(kind)
    expect(await repository.orderById('order')).toEqual(order)
    expect(await repository.orderByNo('N-1')).toEqual(order)
  })

  test('keeps one order under a number', async () => {
    const repository = await repositoryWithAnOrder(kind)
    expect(await repository.insertOrder({ ...order, orderId: 'other' })).toBe(false)
  })

  test('lets one of many begin a charge in place of the same last one', async () => {
    const repository = await repositoryWithAnOrder(kind)
    const begun = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        repository.beginCharge({ ...charge, chargeId: `charge${index}` }, null, 0),
      ),
    )
    expect(begun.filter((one) => one === 'begun')).toHaveLength(1)
    expect(await repository.chargesOfOrder('order')).toHaveLength(1)
  })

  test('takes two successes of one order at once, and neither waits for the other in vain', async () => {
    const repository = await repositoryWithAnOrder(kind)
    for (let round = 0; round < 20; round += 1) {
      const orderId = `order${round}`
      await repository.insertOrder({ ...order, orderId, orderNo: orderId })
      const [first, second] = [`first${round}`, `second${round}`]
      await repository.beginCharge({ ...charge, orderId, chargeId: first }, null, 0)
      await repository.endCharge(first, 'lost', noMoney)
      await repository.beginCharge({ ...charge, orderId, chargeId: second }, first, 0)
      const outcomes = await Promise.all(
        [first, second].map((chargeId) => {
          const seen = answersTo({ ...charge, orderId, chargeId }, success.now)
          return repository.recordSuccess(
            chargeId,
            { ...success, gatewayId: `ch_${chargeId}` },
            seen,
          )
        }),
      )
      expect(outcomes.sort()).toEqual(['paid', 'second'])
    }
  })

  test('hands a credential out only while its charge is being created', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    await repository.endCharge('charge1', 'lost', noMoney)
    const jsApiParams = {
      appId: '',
      timeStamp: '',
      nonceStr: '',
      package: '',
      signType: '',
      paySign: '',
    }
    const answer = { gatewayId: 'ch_1', livemode: true, jsApiParams, nextCheckAt: 0 }
    expect(await repository.chargeCreated('charge1', answer)).toBe(false)
  })

  test('records money once, and pays the order with it', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    const outcomes = await Promise.all([
      repository.recordSuccess('charge1', success, answers('charge1')),
      repository.recordSuccess('charge1', success, answers('charge1')),
    ])
    expect(outcomes.sort()).toEqual(['again', 'paid'])
    expect(await repository.orderById('order')).toMatchObject({
      state: 'paid',
      paidChargeId: 'charge1',
      paidAt: success.paidAt,
    })
  })

  test('tells a second success from the first', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    await repository.endCharge('charge1', 'lost', noMoney)
    await repository.beginCharge({ ...charge, chargeId: 'charge2' }, 'charge1', 0)
    expect(await repository.recordSuccess('charge1', success, answers('charge1'))).toBe('paid')
    expect(
      await repository.recordSuccess(
        'charge2',
        { ...success, gatewayId: 'ch_2' },
        answers('charge2'),
      ),
    ).toBe('second')
  })

  test('honours late money where time ran out, not where the merchant closed', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    await repository.endCharge('charge1', 'lost', noMoney)
    expect(await repository.closeExpiredOrders(order.expiresAt, 10)).toBe(1)
    expect(await repository.recordSuccess('charge1', success, answers('charge1'))).toBe('paid')
  })

  test('closes no order whose charge could still be paid', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    expect(await repository.closeExpiredOrders(order.expiresAt, 10)).toBe(0)
  })

  test('gives a turn to one of many', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 0)
    const turns = await Promise.all(
      Array.from({ length: 8 }, () => repository.takeTurn('charge1', 1_000, 2_000)),
    )
    expect(turns.filter(Boolean)).toHaveLength(1)
    expect(await repository.takeTurn('charge1', 2_000, 3_000)).toBe(true)
  })

  test('hands a due charge to one of many', async () => {
    const repository = await repositoryWithAnOrder(kind)
    await repository.beginCharge(charge, null, 1_000)
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => repository.takeDueCharges(1_000, 60_000, 10)),
    )
    expect(taken.flat()).toHaveLength(1)
  })
})

test('a database that cannot be used stops the start with the variable’s name', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
  const config = readConfig({
    PUBLIC_URL: 'http://127.0.0.1:8787/pay/',
    WECHAT_APP_ID: 'wx5a7d0c1e9b3f2468',
    WECHAT_APP_SECRET: 'x'.repeat(32),
    PAYMAX_SECRET_KEY: 'x'.repeat(32),
    PAYMAX_APP: 'app_1',
    PAYMAX_PRIVATE_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    PAYMAX_PUBLIC_KEY: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    SESSION_SECRET: 'x'.repeat(32),
    MERCHANT_API_KEY: 'x'.repeat(32),
    MERCHANT_NAME: 'x',
    DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/nowhere',
  })
  const log = pino({ level: 'silent' })
  const started = startBackend(config, { clock: systemClock, log, clientDir: '' })
  await expect(started).rejects.toThrow(/DATABASE_URL.*ECONNREFUSED/)
})

test('the embedded store reaches the disk with every commit', async () => {
  const { db } = await open('embedded')
  const journal = await sql<{ journal_mode: string }>`pragma journal_mode`.execute(db)
  const flush = await sql<{ synchronous: number }>`pragma synchronous`.execute(db)
  expect(journal.rows[0]?.journal_mode).toBe('wal')
  expect(flush.rows[0]?.synchronous).toBe(2)
})
