/** A backup was put back: what was paid since is in no book, and must not be paid again. */
import { describe, expect, test } from 'vitest'
import { runAdopt } from '../../server/commands/adopt/run-adopt'
import { findHeldOrders } from '../../server/commands/doctor/store/held-orders'
import { readConfig } from '../../server/config/config'
import type { Charge } from '../../server/contract/charges'
import { systemClock } from '../../server/runtime/clock'
import { openDatabase, openDatabaseToRead } from '../../server/store/engine/database'
import { openCheckout, type AnotherProcess, type Checkout } from './support/checkout'
import { freshDatabase, kinds, type Kind, type TestDatabase } from './support/databases'
import { codeOf, type Phone } from './support/phone'

const hour = 3_600_000
const day = 24 * hour

const lasting = (now: number) => ({ expiresAt: new Date(now + 7 * day).toISOString() })

/** As the store was before anybody began to pay: orders, and nothing of payments. */
async function putBack({ location }: TestDatabase): Promise<void> {
  const { db } = openDatabase(location)
  for (const table of ['charges', 'charge_attempts', 'inbox', 'incidents'] as const) {
    await db.deleteFrom(table).execute()
  }
  await db
    .updateTable('orders')
    .set({ state: 'open', paid_at: null, paid_charge_id: null, last_charge_id: null })
    .execute()
  await db.destroy()
}

interface Restored extends Checkout {
  readonly other: AnotherProcess
  readonly paidBefore: { readonly orderNo: string; readonly orderId: string }
  readonly unpaid: { readonly orderNo: string; readonly orderId: string }
  /** The gateway's id of the payment that the books have forgotten. */
  readonly gatewayId: string
  readonly payer: Phone
  readonly charges: (orderId: string) => ReturnType<Phone['post']>
  readonly adopt: (gatewayId: string, refund?: boolean) => ReturnType<typeof runAdopt>
}

/** An order that was paid after the backup, one that was not, and a backend that is told of the backup. */
async function restored(
  kind: Kind,
  environment: Record<string, string> = {},
  told = true,
): Promise<Restored> {
  const database = await freshDatabase(kind)
  const checkout = await openCheckout(kind, environment, { database })
  const backupAt = checkout.now()
  const paidBefore = await checkout.merchant.placed(lasting(backupAt))
  const unpaid = await checkout.merchant.placed(lasting(backupAt))
  const first = checkout.phone()
  await first.signedIn(`checkout?order=${paidBefore.orderId}`)
  const { body: charge } = await first.post<Charge>(`api/orders/${paidBefore.orderId}/charges`, {})
  const { sandbox } = checkout
  if (environment['GATEWAY'] === 'wechatpay') {
    sandbox.wechatpay.pay(charge.chargeId)
    await sandbox.wechatpay.flushNotices()
  } else {
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
  }
  const state = async () => (await checkout.merchant.read(paidBefore.orderNo)).body.status
  await expect.poll(state).toBe('paid')
  const id = sandbox.paymax.chargeByNumber(charge.chargeId)?.id ?? charge.chargeId
  await putBack(database)
  const other = await checkout.anotherProcess(
    told ? { RESTORED: new Date(backupAt).toISOString() } : {},
  )
  const payer = other.phone()
  await payer.signedIn(`checkout?order=${paidBefore.orderId}`)
  const clock = { ...systemClock, now: checkout.now }
  return {
    ...checkout,
    other,
    paidBefore,
    unpaid,
    gatewayId: id,
    payer,
    charges: (orderId) => payer.post(`api/orders/${orderId}/charges`, {}),
    adopt: (gatewayId, refund = false) =>
      runAdopt(readConfig(checkout.environment), { gatewayId, refund }, clock),
  }
}

async function untilAsked({ advance, log }: Restored): Promise<void> {
  advance(37 * hour)
  const told = 'the gateways have been asked about all since the backup'
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
      }
      const fresh = await shop.other.merchant.placed(lasting(shop.now()))
      expect((await charges(fresh.orderId)).status).toBe(201)

      await untilAsked(shop)
      await payer.signedIn('checkout')
      expect((await charges(unpaid.orderId)).status).toBe(201)
      expect(codeOf(await charges(paidBefore.orderId))).toBe('409 charge_in_progress')
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
    expect((await adopt('ch_0123456789abcdef01234567')).error).toContain('does not tell')
    expect((await adopt(id)).error).toContain('not that it was paid')
    checkout.sandbox.paymax.pay(id)
    await checkout.sandbox.paymax.flushWebhooks()
    expect((await adopt(id)).error).toContain('in the books already')
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
