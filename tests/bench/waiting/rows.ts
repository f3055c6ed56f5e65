import type { Sandbox } from '../../../mocks/sandbox/sandbox'
import { openDatabase, type DatabaseLocation } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { rowOfNewCharge } from '../../../server/store/rows/charge-rows'
import { rowOfOrder } from '../../../server/store/rows/order-rows'

const minute = 60_000
const batch = 500

export const orderName = (n: number) => `order-${String(n).padStart(20, '0')}`

export const chargeNumber = (n: number) => `c${String(n).padStart(20, '0')}`

/** Under which the charges were made. */
export interface Accounts {
  readonly account: string
  readonly appId: string
}

/** Of this sandbox's checkout. */
export function accountsOf({ checkoutEnvironment }: Sandbox): Accounts {
  const { PAYMAX_APP: account = '', WECHAT_APP_ID: appId = '' } = checkoutEnvironment()
  return { account, appId }
}

/**
 * A store with so many open orders. Live charges are ten minutes old, were just asked about, and are due
 * for the worker only after the measurement: what is measured is those who wait.
 */
export async function fill(
  location: DatabaseLocation,
  count: number,
  charges: 'live' | 'none',
  accounts: Accounts,
): Promise<void> {
  const database = openDatabase(location)
  await migrate(database)
  const now = Date.now()
  for (let first = 0; first < count; first += batch) {
    const numbers = Array.from({ length: Math.min(batch, count - first) }, (_, n) => first + n)
    const orders = numbers.map((n) => orderRow(n, now, charges === 'live'))
    await database.db.insertInto('orders').values(orders).execute()
    if (charges === 'none') continue
    const rows = numbers.map((n) => chargeRow(n, now, accounts))
    await database.db.insertInto('charges').values(rows).execute()
  }
  await database.db.destroy()
}

function orderRow(n: number, now: number, charged: boolean) {
  return rowOfOrder({
    orderId: orderName(n),
    orderNo: `N-${String(n)}`,
    source: 'merchant',
    item: null,
    openid: null,
    amount: 1_000,
    currency: 'CNY',
    subject: '会员年费',
    body: '一年',
    state: 'open',
    closedBy: null,
    expiresAt: now + 60 * minute,
    paidAt: null,
    paidChargeId: null,
    lastChargeId: charged ? chargeNumber(n) : null,
    autoPay: false,
    returnUrl: null,
    notifyUrl: null,
    metadata: {},
    amendments: 0,
    contentHash: 'hash',
    createdAt: now - 10 * minute,
  })
}

function chargeRow(n: number, now: number, accounts: Accounts) {
  const charge = {
    chargeId: chargeNumber(n),
    orderId: orderName(n),
    openid: 'payer',
    amount: 1_000,
    currency: 'CNY',
    status: 'live',
    gatewayId: null,
    livemode: null,
    jsApiParams: null,
    createRequest: null,
    createdAt: now - 10 * minute,
    expiresAt: now + 20 * minute,
    checkedAt: now,
    paidAt: null,
    transactionNo: null,
    failure: null,
    finalSince: null,
    refunded: 0,
    refundUnderWay: null,
    gateway: 'paymax',
    ...accounts,
    graceFrom: now - 10 * minute,
    denials: 0,
    deniedSince: null,
  } as const
  const row = rowOfNewCharge(charge, now + 9 * minute)
  return { ...row, gateway_id: `ch_${charge.chargeId}`, next_turn_at: now + 14_000 }
}
