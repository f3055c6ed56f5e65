/** Rows of a repository as the specifications of what happens side by side begin with them. */
import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { IdempotencyClaim } from '../../../server/payments/core/refund-repository'
import type { Repository } from '../../../server/payments/core/repository'
import type { SlotOpening } from '../../../server/payments/core/order-repository'
import type { ChargeRecord, OrderRecord, RefundRecord } from '../../../server/payments/core/records'
import { automaticRefunds } from '../../../server/payments/reports/automatic-refund'
import { openDatabase } from '../../../server/store/engine/database'
import { createRepository } from '../../../server/store/repository'
import { migrate } from '../../../server/store/engine/migrate'
import { freshDatabase, type Kind } from './databases'

/** When everything begins. */
export const t0 = 1_800_000_000_000

export const orderRow: OrderRecord = {
  orderId: 'order',
  orderNo: 'N-1',
  source: 'merchant',
  item: null,
  openid: null,
  amount: 1_000,
  currency: 'CNY',
  subject: '会员年费',
  body: '一年',
  state: 'open',
  closedBy: null,
  expiresAt: t0 + 7_200_000,
  paidAt: null,
  paidChargeId: null,
  lastChargeId: null,
  autoPay: false,
  returnUrl: null,
  notifyUrl: null,
  metadata: {},
  amendments: 0,
  contentHash: 'hash',
  createdAt: t0,
}

export const chargeRow: ChargeRecord = {
  chargeId: 'c1',
  orderId: orderRow.orderId,
  openid: 'payer',
  amount: orderRow.amount,
  currency: 'CNY',
  status: 'creating',
  gatewayId: null,
  livemode: null,
  jsApiParams: null,
  createRequest: null,
  createdAt: t0,
  expiresAt: t0 + 1_800_000,
  checkedAt: null,
  paidAt: null,
  transactionNo: null,
  failure: null,
  finalSince: null,
  refunded: 0,
  refundUnderWay: null,
  gateway: 'paymax',
  account: 'app',
  appId: 'wx_app',
  graceFrom: t0,
  denials: 0,
  deniedSince: null,
}

export const refundRow: RefundRecord = {
  refundId: 'r1',
  chargeId: chargeRow.chargeId,
  orderId: orderRow.orderId,
  amount: 100,
  status: 'wanted',
  reason: '顾客取消',
  automatic: false,
  attempt: 1,
  gatewayId: null,
  createdAt: t0,
  sentAt: null,
  unlistedBefore: null,
  looks: 0,
  denials: 0,
  deniedSince: null,
  nextTryAt: t0,
  succeededAt: null,
  failure: null,
}

/** A first request with a key of its own. */
export const claimOf = ({ refundId }: RefundRecord): IdempotencyClaim => ({
  owner: 'merchant',
  key: `key of ${refundId}`,
  requestHash: 'hash',
  standsFor: refundId,
  createdAt: t0,
})

/** A payer who asks for an item, or where `item` is null for an amount, with a key of the order's name. */
export function openingRow(
  given: Partial<OrderRecord> & Pick<OrderRecord, 'orderId' | 'orderNo'>,
): SlotOpening {
  const source = given.item === null ? 'amount' : 'item'
  const order = { ...orderRow, openid: 'payer', item: 'tea', source, ...given } as const
  const { openid, item, amount, createdAt: now } = { ...order, openid: order.openid ?? 'payer' }
  return {
    order: { ...order, openid },
    slot: `${item ?? 'amount'}:${amount}`,
    claim: {
      owner: openid,
      key: `key of ${order.orderId}`,
      requestHash: 'hash',
      standsFor: order.orderId,
      createdAt: now,
    },
    heldSince: item === null ? now - 600_000 : null,
    paidSince: now - 600_000,
    now,
  }
}

/** What creating this charge was answered. */
export const createdOf = (chargeId: string, nextCheckAt = t0) => ({
  gatewayId: `ch_${chargeId}`,
  livemode: true,
  jsApiParams: {
    appId: 'app',
    timeStamp: '1',
    nonceStr: 'n',
    package: `prepay_id=${chargeId}`,
    signType: 'MD5' as const,
    paySign: 'p',
  },
  nextCheckAt,
})

export const successOf = (chargeId: string, now = t0 + 1_000) => ({
  paidAt: now,
  transactionNo: '42',
  gatewayId: `ch_${chargeId}`,
  livemode: true,
  now,
  askedAt: now,
})

/** What is kept with its money, should the order not take it. */
export const answersTo = (charge: ChargeRecord, now = t0 + 1_000) =>
  automaticRefunds(charge, now, (bytes) => randomBytes(bytes))

export const noMoney = { failure: null, nextCheckAt: null }

/** Connections to one new database, as of so many processes. */
export async function openRepositories(
  kind: Kind,
  count: number,
): Promise<[Repository, ...Repository[]]> {
  const database = await freshDatabase(kind)
  const opened = Array.from({ length: count }, () => openDatabase(database.location))
  onTestFinished(async () => {
    for (const { db } of opened) await db.destroy()
    await database.drop()
  })
  const [first, ...others] = opened
  if (!first) throw new Error('no connection')
  await migrate(first)
  return [createRepository(first.db), ...others.map(({ db }) => createRepository(db))]
}

/** The repository with one open order. */
export async function withAnOrder(kind: Kind): Promise<Repository> {
  const [repository] = await openRepositories(kind, 1)
  await repository.insertOrder(orderRow)
  return repository
}

/** The same, with a charge in a payer's hands. */
export async function withALiveCharge(kind: Kind): Promise<Repository> {
  const repository = await withAnOrder(kind)
  await repository.beginCharge(chargeRow, null, t0)
  await repository.chargeCreated(chargeRow.chargeId, createdOf(chargeRow.chargeId))
  return repository
}

/** The same, paid. */
export async function withAPaidOrder(kind: Kind): Promise<Repository> {
  const repository = await withALiveCharge(kind)
  const { chargeId } = chargeRow
  await repository.recordSuccess(chargeId, successOf(chargeId), answersTo(chargeRow))
  return repository
}
