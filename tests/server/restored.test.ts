/** A backup was put back: what was paid since is in no book, and must not be paid again. */
import { describe, expect, test } from 'vitest'
import { runAdopt } from '../../server/commands/adopt/run-adopt'
import { findHeldOrders } from '../../server/commands/doctor/store/held-orders'
import { readConfig } from '../../server/config/config'
import type { Charge } from '../../server/contract/charges'
import type { Problem } from '../../server/contract/problems'
import { systemClock } from '../../server/runtime/clock'
import { openDatabase, openDatabaseToRead } from '../../server/store/engine/database'
import { openCheckout } from './support/checkout'
import { freshDatabase, kinds } from './support/databases'
import { codeOf } from './support/phone'
import { lasting, putBack, restored, type Restored } from './support/restored'

const hour = 3_600_000
const day = 24 * hour

async function untilAsked({ advance, log }: Restored): Promise<void> {
  advance(37 * hour)
  const told = 'the gateways have been queried about everything since the backup'
  await expect.poll(() => log.join(''), { timeout: 20_000 }).toContain(told)
}

describe.each(kinds)('a backup that was put back, on the %s database', (kind) => {
  test.each(['paymax', 'wechatpay'])(
    'holds its orders until %s was asked, then all but the one that was paid since',
    async (gateway) => {
      const shop = await restored(kind, { GATEWAY: gateway })
      const { paidBefore, unpaid, payer, charges, merchant, adopt, gatewayId } = shop
      for (const { orderId } of [paidBefore, unpaid]) {
        const held = await charges(orderId)
        expect(codeOf(held)).toBe('409 charge_in_progress')
        expect(Number(held.headers.get('retry-after'))).toBeGreaterThanOrEqual(30)
        // Not the five minutes until the page may ask again: when the day's statement is there.
        const { heldUntil } = held.body as Problem
        expect(heldUntil).toMatch(/T03:00:00\.000Z$/)
        expect(Date.parse(heldUntil ?? '')).toBeGreaterThan(shop.now())
      }
      const fresh = await shop.other.merchant.placed(lasting(shop.now()))
      expect((await charges(fresh.orderId)).status).toBe(201)

      await untilAsked(shop)
      await payer.signedIn('checkout')
      expect((await charges(unpaid.orderId)).status).toBe(201)
      const decidedByAPerson = await charges(paidBefore.orderId)
      expect(codeOf(decidedByAPerson)).toBe('409 charge_in_progress')
      expect(decidedByAPerson.body).toMatchObject({ heldUntil: null })
      expect((await merchant.read(paidBefore.orderNo)).body).toMatchObject({
        status: 'unpaid',
        incidents: [{ kind: 'unknown_payment' }],
      })

      expect(await adopt(gatewayId)).toMatchObject({ exitCode: 0, error: '' })
      expect((await merchant.read(paidBefore.orderNo)).body).toMatchObject({
        status: 'paid',
        charges: [{ status: 'succeeded' }],
      })
      expect(codeOf(await charges(paidBefore.orderId))).toBe('409 order_paid')
    },
    60_000,
  )

  test('a success that no book knows holds its order, whoever tells of it, and can go back', async () => {
    const { sandbox, merchant, paidBefore, charges, adopt, gatewayId, log } = await restored(
      kind,
      {},
      false,
    )
    await sandbox.paymax.sendWebhook(gatewayId)
    const read = async () => (await merchant.read(paidBefore.orderNo)).body
    await expect.poll(read).toMatchObject({ incidents: [{ kind: 'unknown_payment' }] })
    expect(log.join('')).toContain(`"orderNo":"${paidBefore.orderNo}"`)
    expect(codeOf(await charges(paidBefore.orderId))).toBe('409 charge_in_progress')

    expect(await adopt(gatewayId, true)).toMatchObject({ exitCode: 0, error: '' })
    expect(await read()).toMatchObject({ status: 'unpaid', refunds: [{ automatic: true }] })
    const refunds = () => sandbox.paymax.chargeByNumber(paidNumber)?.refunds ?? []
    const paidNumber = (await read()).charges[0]?.chargeId ?? ''
    await expect.poll(refunds, { timeout: 10_000 }).toMatchObject([{ amount: 3880 }])
    expect((await charges(paidBefore.orderId)).status).toBe(201)
    expect(await adopt(gatewayId)).toMatchObject({ exitCode: 1 })
  })

  test('nothing is adopted that the gateway does not vouch for, or that is of another amount', async () => {
    const database = await freshDatabase(kind)
    const checkout = await openCheckout(kind, {}, { database })
    const order = await checkout.merchant.placed()
    const payer = checkout.phone()
    await payer.signedIn(`checkout?order=${order.orderId}`)
    const { body } = await payer.post<Charge>(`api/orders/${order.orderId}/charges`, {})
    const id = checkout.sandbox.paymax.chargeByNumber(body.chargeId)?.id ?? ''
    const adopt = (gatewayId: string) =>
      runAdopt(readConfig(checkout.environment), { gatewayId, refund: false }, systemClock)
    expect((await adopt('ch_0123456789abcdef01234567')).error).toContain('no gateway confirms')
    expect((await adopt(id)).error).toContain(', not paid')
    checkout.sandbox.paymax.pay(id)
    await checkout.sandbox.paymax.flushWebhooks()
    expect((await adopt(id)).error).toContain('already recorded')
    await putBack(database)
    const { db } = openDatabase(database.location)
    await db.updateTable('orders').set({ amount: 1 }).execute()
    await db.destroy()
    expect((await adopt(id)).error).toContain('3880 fen')
    expect((await checkout.merchant.read(order.orderNo)).body.charges).toEqual([])
  })

  test('a start is refused that is told of a backup of the future', async () => {
    const checkout = await openCheckout(kind)
    const RESTORED = new Date(checkout.now() + day).toISOString()
    await expect(checkout.anotherProcess({ RESTORED })).rejects.toThrow('RESTORED')
  })
})

test('the doctor says what keeps orders of a backup from being paid', async () => {
  const shop = await restored('embedded')
  const { DATA_DIR: dir = '' } = shop.environment
  const found = async () => {
    const opened = openDatabaseToRead({ kind: 'embedded', dir })
    const names = (await findHeldOrders(opened.db)).map(({ name }) => name)
    await opened.db.destroy()
    return names
  }
  expect(await found()).toEqual(['backup_not_asked'])
  await untilAsked(shop)
  expect(await found()).toEqual(['unknown_payments'])
  await shop.adopt(shop.gatewayId)
  expect(await found()).toEqual([])
}, 60_000)
