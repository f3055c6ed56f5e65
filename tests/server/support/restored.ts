import { runAdopt } from '../../../server/commands/adopt/run-adopt'
import { readConfig } from '../../../server/config/config'
import type { Charge } from '../../../server/contract/charges'
import { systemClock } from '../../../server/runtime/clock'
import { openDatabase } from '../../../server/store/engine/database'
import { expect } from 'vitest'
import { openCheckout, type AnotherProcess, type Checkout } from './checkout'
import { freshDatabase, type Kind, type TestDatabase } from './databases'
import type { Phone } from './phone'

const day = 24 * 3_600_000

export const lasting = (now: number) => ({ expiresAt: new Date(now + 7 * day).toISOString() })

/** As the store was before anybody began to pay: orders, and nothing of payments. */
export async function putBack({ location }: TestDatabase): Promise<void> {
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

/** Orders of after the backup are gone as well. */
export async function loseOrders({ location }: TestDatabase): Promise<void> {
  const { db } = openDatabase(location)
  await db.deleteFrom('orders').execute()
  await db.destroy()
}

export interface Restored extends Checkout {
  readonly other: AnotherProcess
  readonly database: TestDatabase
  readonly paidBefore: { readonly orderNo: string; readonly orderId: string }
  readonly unpaid: { readonly orderNo: string; readonly orderId: string }
  /** The gateway's id of the payment that the books have forgotten. */
  readonly gatewayId: string
  readonly payer: Phone
  readonly charges: (orderId: string) => ReturnType<Phone['post']>
  readonly adopt: (gatewayId: string, refund?: boolean) => ReturnType<typeof runAdopt>
}

/** An order that was paid after the backup, one that was not, and a backend that is told of the backup. */
export async function restored(
  kind: Kind,
  environment: Record<string, string> = {},
  told = true,
  /** How long the store was in use before the backup, in ms. */
  age = 0,
): Promise<Restored> {
  const database = await freshDatabase(kind)
  const checkout = await openCheckout(kind, environment, { database })
  checkout.advance(age)
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
    database,
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
