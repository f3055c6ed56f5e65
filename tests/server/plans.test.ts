/**
 * What a payment and the worker ask of the store is found by an index, never by reading a table
 * through. Held by the databases' own plans, so it does not take a million rows to see.
 */
import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Repository } from '../../server/payments/core/repository'
import { attemptBound } from '../../server/payments/charges/attempt-limit'
import type { LoginRepository } from '../../server/login/login-repository'
import type { NotificationQueue } from '../../server/notifications/notification-queue'
import { createOutbox } from '../../server/notifications/outbox'
import { createAccountRepository } from '../../server/store/charges/accounts'
import { createRepository } from '../../server/store/repository'
import { beijingDayOf } from '../../server/payments/core/beijing-day'
import { createDayEntrySource } from '../../server/store/reporting/day-entries'
import { createEraser } from '../../server/store/forget/eraser'
import { createLimitCounts, type LimitCounts } from '../../server/store/limit-counts'
import { createLoginRepository } from '../../server/store/login-repository'
import { createPageEventStore } from '../../server/store/page-events'
import { createNotificationQueue } from '../../server/store/notifications/notification-queue'
import { proveWrite } from '../../server/store/prove-write'
import { kinds } from './support/databases'
import { openHeardStore } from './support/heard-statements'
import {
  answersTo,
  chargeRow,
  claimOf,
  createdOf,
  noMoney,
  openingRow,
  orderRow,
  refundRow,
  successOf,
  t0,
} from './support/rows'

const { orderId } = orderRow
const { chargeId } = chargeRow
const { refundId } = refundRow

async function orders(repository: Repository) {
  await repository.insertOrder(orderRow)
  const lost = {
    key: 'lost',
    orderId: null,
    orderNo: 'N-9',
    chargeId: 'lost',
    kind: 'unknown_payment',
    at: t0,
    detail: '',
  } as const
  await repository.addIncident(lost)
  await repository.insertHeldOrder({ ...orderRow, orderId: 'lost', orderNo: 'N-9' })
  await repository.orderById(orderId)
  await repository.orderByNo(orderRow.orderNo)
  await repository.orderWithLastCharge(orderId)
  await repository.ordersWithLastCharge([orderId, 'other'])
  for (const thing of [{ item: 'tea' }, { item: null }]) {
    const opening = openingRow({ ...thing, orderId: `${thing.item}`, orderNo: `${thing.item}` })
    await repository.openInSlot(opening)
    await repository.openInSlot(opening)
    await repository.openInSlot({ ...opening, claim: { ...opening.claim, key: 'other' } })
  }
  await repository.begunAmounts('payer', t0, t0)
  await repository.amendOrder('other', { subject: 'x', metadata: {} }, t0)
  await repository.closeOrder('other', null)
  const claim = { ...claimOf(refundRow), owner: 'payer' }
  await repository.idempotencyClaim(claim.owner, claim.key)
}

async function charges(repository: Repository) {
  await repository.beginCharge(chargeRow, null, t0, attemptBound)
  await repository.countAttempt({ orderId, openid: 'payer', at: t0 }, attemptBound)
  await repository.countAttempt({ orderId, openid: 'payer', at: t0 }, { ...attemptBound, most: 0 })
  await repository.chargeCreated(chargeId, createdOf(chargeId))
  await repository.endCharge('other', 'lost', noMoney)
  await repository.endCharge('other', 'failed', noMoney)
  await repository.endCharge('other', 'closed', noMoney)
  await repository.chargeById(chargeId)
  await repository.chargeByGatewayId('ch_c1')
  await repository.chargeByTransactionNo('42')
  await repository.chargesOfOrder(orderId)
  await repository.chargesOfOrders([orderId, 'other'])
  await repository.noteChecked(chargeId, t0, { gatewayId: 'ch_c1', livemode: true })
  await repository.noteFinal(chargeId, t0)
  await repository.noteDenied('ch_c1', t0)
  const incident = {
    key: 'k',
    orderId,
    chargeId,
    kind: 'charge_denied',
    at: t0,
    detail: '',
  } as const
  await repository.endCharge('other', 'closed', { ...noMoney, incident })
  await repository.addIncident({ ...incident, key: 'u', kind: 'unknown_payment', chargeId: 'u1' })
  const adopted = { ...chargeRow, chargeId: 'u1', gatewayId: 'u1', status: 'closed' } as const
  const back = { ...refundRow, refundId: 'ru1', chargeId: 'u1' }
  await repository.adoptCharge({ ...adopted, status: 'succeeded' }, t0, back)
  await repository.adoptCharge(adopted, t0, null)
  await repository.takeTurn(chargeId, t0, t0)
  const answers = answersTo(chargeRow)
  await repository.recordSuccess(chargeId, successOf(chargeId), answers)
  await repository.recordSuccess(chargeId, successOf(chargeId), answers)
}

async function refunds(repository: Repository) {
  await repository.beginRefund(refundRow, claimOf(refundRow), 'many')
  await repository.refundById(refundId)
  await repository.refundByGatewayId('re_1')
  await repository.refundsOfCharge(chargeId)
  await repository.refundsOfOrders([orderId, 'other'])
  await repository.scheduleRefund(refundId, 'wanted', t0)
  const sent = { amount: 100, unlistedBefore: 0, sentAt: t0, nextTryAt: t0 }
  await repository.refundSending(refundId, sent)
  await repository.refundNotFound(refundId, t0, t0)
  await repository.noteRefundDenied(refundId, t0)
  await repository.forgetRefundDenials(refundId)
  await repository.refundAccepted(refundId, { gatewayId: 're_1', amount: 100, nextTryAt: t0 })
  await repository.refundSucceeded(refundId, { gatewayId: 're_1', amount: 1_000, succeededAt: t0 })
  await repository.incidentsOfOrders([orderId])
}

async function webhooks(repository: Repository) {
  const key = 'n1'
  const one = {
    key,
    rawBody: Buffer.from('{}'),
    headers: { sign: 's' },
    gateway: 'paymax' as const,
    receivedAt: t0,
  }
  await repository.keepWebhook(one, t0)
  await repository.scheduleWebhook(key, t0)
  await repository.webhookApplied(key, t0)
}

async function reconciling(repository: Repository) {
  await repository.whatIsDue(t0)
  await repository.takeDueWebhooks(t0, t0, 50)
  await repository.takeDueCharges(t0, t0, 50)
  await repository.takeDueRefunds(t0, t0, 50)
  await repository.scheduleCheck(chargeId, t0, null)
  await repository.closeExpiredOrders(t0, 100)
  await repository.bringBackDue(t0, 100)
  await repository.forgetWebhooks(t0, 100)
  await repository.forgetAttempts(t0, 100)
}

async function limits(counts: LimitCounts) {
  const spending = [{ who: 'somebody', spent: 30 }]
  await counts.add(30, spending)
  await counts.add(30, spending)
  await counts.forget(30)
}

async function logins(book: LoginRepository) {
  await book.startLogin({
    state: 's',
    target: 'checkout',
    browserHash: 'b',
    createdAt: t0,
    forgetAt: t0,
  })
  await book.loginByState('s')
  await book.claimOwn({ state: 's', browserHash: 'b', codeHash: 'c', begunAfter: t0, at: t0 })
  await book.claimLogin('s', 'code', t0)
  await book.claimLogin('s', 'code', t0)
  await book.finishLogin('s', { outcome: 'payer', openid: 'payer', at: t0, forgetAt: t0 })
  await book.forgetOpenids(t0, 100)
  await book.forgetLogins(t0, 100)
  await book.startLogin({
    state: 's2',
    target: 'checkout',
    browserHash: 'b',
    createdAt: t0,
    forgetAt: t0,
  })
  await book.forgetBeyond(0, t0, 100)
}

const outbox = createOutbox({
  now: () => t0,
  random: randomBytes,
  defaultUrl: 'https://shop.example.com/hooks',
  describeOrder: ({ order }) => order,
  wake: () => undefined,
})

async function notifications(repository: Repository, book: NotificationQueue) {
  await repository.insertOrder({ ...orderRow, orderId: 'closed', orderNo: 'closed' })
  await repository.closeOrder('closed', null)
  const due = await book.dueNotifications('prompt', t0, ['https://other'], 100)
  await book.dueNotifications('failing', t0, [], 100)
  const ids = due.map((one) => one.notificationId)
  const attempt = { at: t0, status: 500, error: null, tookMs: 5, answer: '' }
  for (const outcome of [
    { kind: 'retry', at: t0 },
    { kind: 'off' },
    { kind: 'give_up' },
    { kind: 'delivered' },
  ] as const) {
    await book.takeNotifications(ids, t0, t0 + 1)
    await book.endAttempt(ids[0] ?? '', t0 + 1, attempt, outcome)
  }
  await book.giveBackNotification(ids[0] ?? '', t0 + 1, t0)
  await book.forgetNotifications(t0, 100)
}

/** Of those that many orders can answer to, each page is read off an index from its place on. */
async function lists(repository: Repository) {
  const all = { status: null, createdAfter: null, numberPrefix: null }
  const filter = { ...all, paidAfter: null, paidBefore: null, before: null, limit: 21 }
  const before = { at: t0, orderId }
  await repository.insertOrder(orderRow)
  await repository.listOrders({ ...filter, before })
  await repository.listOrders({ ...filter, numberPrefix: 'N-' })
  await repository.listOrders({ ...filter, numberPrefix: 'N-', before })
  await repository.listOrders({ ...filter, paidAfter: t0 })
  await repository.listOrders({ ...filter, paidAfter: t0, before, status: 'paid' })
  await repository.listOrders({ ...filter, paidBefore: t0 })
  await repository.listOrders({ ...filter, paidAfter: t0, paidBefore: t0, numberPrefix: 'N-' })
  await repository.ordersOfPayer('payer', null, 21)
  await repository.ordersOfPayer('payer', before, 21)
}

describe.each(kinds)('no table of the %s store is read through', (kind) => {
  test.each([
    ['for an order', orders],
    ['for a merchant’s list', lists],
    ['for a charge', charges],
    ['for a refund', refunds],
    ['for a webhook', webhooks],
    ['by a round of the worker', reconciling],
  ] as const)('%s', async (_what, story) => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    const repository = createRepository(db, outbox)
    if (story === charges || story === refunds) await orders(repository)
    if (story === refunds) await charges(repository)
    await story(repository)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for a notification', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    await notifications(createRepository(db, outbox), createNotificationQueue(db))
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for a start', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    const book = createAccountRepository(db)
    const ours = { gateway: 'paymax', account: 'app', appId: 'wx_app' } as const
    await book.adoptCharges(ours)
    await book.underWayElsewhere([ours])
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for a day’s export', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    const book = createDayEntrySource(db)
    const day = beijingDayOf(t0)
    const place = { at: t0, orderNo: '', subject: '', amount: 1, gateway: 'paymax' } as const
    const charge = { ...place, chargeId, gatewayId: null, transactionNo: null }
    const refund = { ...charge, refundId, refundGatewayId: null, reason: null, automatic: false }
    await book.isArchived(day)
    await book.payments(day, null, 500)
    await book.payments(day, { ...charge, kind: 'payment', paidOrder: true }, 500)
    await book.refunds(day, null, 500)
    await book.refunds(day, { ...refund, kind: 'refund' }, 500)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for a login', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    await logins(createLoginRepository(db))
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for limits', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    await limits(createLimitCounts(db))
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for what a page says', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    const told = { orderId, chargeId, event: 'bridge_answered', kind: 'cancel', at: t0 } as const
    await createPageEventStore(db).keep([told, told], t0)
    expect(heard()).toHaveLength(2)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for what the payer of a charge says', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    const told = { orderId, chargeId, event: 'sheet_asked', kind: null, at: t0 } as const
    await createPageEventStore(db).keep([{ ...told, openid: 'o' }], t0)
    expect(heard()).toHaveLength(3)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('to forget payers', async () => {
    const store = await openHeardStore(kind)
    const { db, heard, fullReadings } = store
    const repository = createRepository(db, outbox)
    await orders(repository)
    await charges(repository)
    const eraser = createEraser({ kind, db })
    await eraser.orderOfNumber('nobody')
    await eraser.ordersOfPayer('payer')
    await eraser.forgetOlder(t0 + 1_000_000_000, 100, t0)
    await eraser.forget([orderId, 'other'], null, t0)
    await eraser.forget([orderId, 'other'], 'payer', t0)
    await eraser.forgetLeftovers(t0, 100, t0)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })

  test('for who asks whether anything can be written', async () => {
    const { db, heard, fullReadings } = await openHeardStore(kind)
    await proveWrite(db, t0)
    await proveWrite(db, t0)
    expect(await readThrough(heard(), fullReadings)).toEqual([])
  })
})

/** Each statement that reads a table through, and which. */
async function readThrough(
  statements: readonly string[],
  fullReadings: (statement: string) => Promise<string[]>,
) {
  const found: { statement: string; readings: string[] }[] = []
  for (const statement of statements) {
    const readings = await fullReadings(statement)
    if (readings.length > 0) found.push({ statement, readings })
  }
  return found
}
