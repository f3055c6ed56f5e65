/** An order was lost with a restore, its payment is told, and only then does the shop place it again. */
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freeByHand } from '../../server/commands/adopt/release-held-orders'
import { runInspect } from '../../server/commands/inspect/run-inspect'
import { readConfig } from '../../server/config/config'
import type { IncidentRecord } from '../../server/payments/core/records'
import { openDatabase } from '../../server/store/engine/database'
import { insertPlacedOrder } from '../../server/store/orders/place-order'
import { createRepository } from '../../server/store/repository'
import { freshDatabase, kinds, type Kind } from './support/databases'
import { codeOf } from './support/phone'
import { lasting, loseOrders, restored } from './support/restored'
import { chargeRow, openRepositories, orderRow, refundRow, t0 } from './support/rows'

const { orderId, orderNo } = orderRow

/** The order is gone, and a webhook has told of its payment. */
async function told(kind: Kind, GATEWAY: string) {
  const shop = await restored(kind, { GATEWAY }, false)
  const { database, sandbox, gatewayId, paidBefore, rowsOf, now } = shop
  await loseOrders(database)
  if (GATEWAY === 'wechatpay') await sandbox.wechatpay.sendNotice(gatewayId)
  else await sandbox.paymax.sendWebhook(gatewayId)
  await expect.poll(() => rowsOf('incidents')).toBe(1)
  const order = { orderNo: paidBefore.orderNo, ...lasting(now()) }
  const place = (otherwise: object = {}) => shop.merchant.place({ ...order, ...otherwise })
  return { ...shop, place }
}

const unknown: IncidentRecord = {
  key: 'unknown_payment:ch_1',
  orderId: null,
  chargeId: 'ch1',
  kind: 'unknown_payment',
  at: t0,
  detail: '',
  orderNo,
}

describe.each(kinds)(
  'an order that is placed after its payment was told, on the %s database',
  (kind) => {
    describe.each(['paymax', 'wechatpay'])('at %s', (gateway) => {
      test('is held, and paid by what a person adopts', async () => {
        const { place, charges, adopt, gatewayId, merchant, log, environment } = await told(
          kind,
          gateway,
        )
        const placed = await place()
        expect(placed.status).toBe(201)
        expect(placed.body).toMatchObject({ incidents: [{ kind: 'unknown_payment' }] })
        const held = await charges(placed.body.orderId)
        expect(codeOf(held)).toBe('409 charge_in_progress')
        expect(Number(held.headers.get('retry-after'))).toBeGreaterThanOrEqual(30)
        expect((await place()).status).toBe(200)
        const story = await runInspect(readConfig(environment), placed.body.orderNo)
        expect(story.out).toContain('unknown_payment')

        expect(await adopt(gatewayId)).toMatchObject({ exitCode: 0, error: '' })
        expect((await merchant.read(placed.body.orderNo)).body).toMatchObject({ status: 'paid' })
        expect(codeOf(await charges(placed.body.orderId))).toBe('409 order_paid')
        expect(log.join('')).toContain('"unknownPayment"')
      })

      test('is free once that has gone back', async () => {
        const { place, charges, adopt, gatewayId } = await told(kind, gateway)
        const { body } = await place()
        expect(codeOf(await charges(body.orderId))).toBe('409 charge_in_progress')
        expect(await adopt(gatewayId, true)).toMatchObject({ exitCode: 0, error: '' })
        expect((await charges(body.orderId)).status).toBe(201)
      })
    })

    test('is held at another amount as well: a person has to free it', async () => {
      const { place, charges, adopt, gatewayId, environment, now } = await told(kind, 'paymax')
      const { body } = await place({ amount: 1 })
      expect(codeOf(await charges(body.orderId))).toBe('409 charge_in_progress')
      expect((await adopt(gatewayId)).error).toContain('3880 fen')
      const compared = { by: 'somebody', orderNo: body.orderNo }
      const freed = await freeByHand(readConfig(environment), compared, now())
      expect(freed).toMatchObject({ exitCode: 0 })
      // Paymax refuses the number of the charge that was paid; the next one is free.
      expect(codeOf(await charges(body.orderId))).toBe('503 gateway_unavailable')
      expect((await charges(body.orderId)).status).toBe(201)
    })

    test('is nobody else’s: another number is charged, and so is one that a payer opened', async () => {
      const [repository] = await openRepositories(kind, 1)
      await repository.addIncident(unknown)
      expect(await repository.insertOrder({ ...orderRow, orderNo: 'N-2' })).toBe(true)
      expect(
        await repository.insertHeldOrder({ ...orderRow, orderId: 'x', orderNo: 'N-3' }),
      ).toBeNull()
      expect((await repository.orderById(orderId))?.unknownPayment).toBeUndefined()
    })

    test('has all its payments, and is held until the last of them is decided', async () => {
      const [repository] = await openRepositories(kind, 1)
      await repository.addIncident(unknown)
      const second = { ...unknown, key: 'unknown_payment:ch_2', chargeId: 'ch2', at: t0 + 1 }
      await repository.addIncident(second)
      expect(await repository.insertOrder(orderRow)).toBe(false)
      expect(await repository.insertHeldOrder(orderRow)).toBe('ch1')
      expect(await repository.insertHeldOrder({ ...orderRow, orderId: 'x' })).toBeNull()
      const its = await repository.incidentsOfOrders([orderId])
      expect(its.map(({ chargeId }) => chargeId)).toEqual(['ch1', 'ch2'])
      const heldBy = async () => (await repository.orderById(orderId))?.unknownPayment ?? null
      for (const [chargeId, next] of [
        ['ch1', 'ch2'],
        ['ch2', null],
      ] as const) {
        const charge = { ...chargeRow, chargeId, gatewayId: chargeId, status: 'succeeded' } as const
        const refund = { ...refundRow, refundId: `r-${chargeId}`, chargeId }
        expect(await repository.adoptCharge(charge, t0, refund)).toBe(true)
        expect(await heldBy()).toBe(next)
      }
    })

    test('is held whichever of the two was first', async () => {
      const [here, there] = await openRepositories(kind, 2)
      for (let n = 0; n < 20; n += 1) {
        const one = { ...orderRow, orderId: `o${n}`, orderNo: `N-${n}` }
        const payment = { ...unknown, key: `u${n}`, chargeId: `c${n}`, orderNo: one.orderNo }
        const [inserted] = await Promise.all([here.insertOrder(one), there?.addIncident(payment)])
        if (!inserted) expect(await here.insertHeldOrder(one)).toBe(`c${n}`)
        expect((await here.orderById(one.orderId))?.unknownPayment).toBe(`c${n}`)
        expect(await here.incidentsOfOrders([one.orderId])).toHaveLength(1)
      }
    })
  },
)

test('an order that is being placed just now is waited for, on PostgreSQL', async () => {
  const { location, drop } = await freshDatabase('postgres')
  const { db } = openDatabase(location)
  onTestFinished(async () => {
    await db.destroy()
    await drop()
  })
  const placing = await db.startTransaction().execute()
  expect(await insertPlacedOrder(placing, orderRow)).toBe(true)
  const adding = createRepository(db).addIncident(unknown)
  const waiting = async () => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows[0]?.n
  }
  await expect.poll(waiting, { timeout: 4_000, interval: 20 }).toBe(1)
  await placing.commit().execute()
  await adding
  expect(await createRepository(db).orderById(orderId)).toMatchObject({ unknownPayment: 'ch1' })
})
