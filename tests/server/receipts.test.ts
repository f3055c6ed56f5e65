import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Receipt } from '../../server/contract/receipts'
import { openDatabase } from '../../server/store/engine/database'
import { createRepository } from '../../server/store/repository'
import { migrate } from '../../server/store/engine/migrate'
import { freshDatabase, kinds, type Kind } from './support/databases'
import { chargedOrder, paidOrder, type ChargedOrder } from './support/paid-order'
import { codeOf, type Phone } from './support/phone'
import { answersTo, chargeRow, orderRow, successOf, t0 } from './support/rows'

const receipt = (who: Phone, number: string) =>
  who.get<Receipt>(`api/receipts?out_trade_no=${encodeURIComponent(number)}`)

/** The three names that a charge goes by at Paymax and beyond. */
function numbersOf({ sandbox, charge }: ChargedOrder) {
  const made = sandbox.paymax.charges().find(({ orderNo }) => orderNo === charge.chargeId)
  return [charge.chargeId, made?.id ?? '', made?.transactionNo ?? '']
}

describe.each(kinds)('a receipt, on the %s database', (kind) => {
  test('is found by each number a payment goes by, and shows a stranger who was paid, and no more', async () => {
    const paid = await paidOrder(kind)
    const shown = { status: 'paid', merchantName: '山茶咖啡', orderId: null }
    for (const number of numbersOf(paid)) {
      expect((await receipt(paid.phone(), number)).body).toEqual(shown)
    }
  })

  test('leads the payer who made the payment to their order, on a login too old to pay with as well', async () => {
    const paid = await paidOrder(kind)
    const mine = { status: 'paid', merchantName: '山茶咖啡', orderId: paid.order.orderId }
    expect((await receipt(paid.payer, paid.charge.chargeId)).body).toEqual(mine)
    paid.advance(20 * 60_000)
    expect((await receipt(paid.payer, paid.charge.chargeId)).body).toEqual(mine)
  })

  test('leads somebody else who is signed in nowhere', async () => {
    const paid = await paidOrder(kind)
    const [, zhou] = paid.sandbox.payers
    if (zhou) paid.sandbox.wechat.holder = zhou
    const stranger = paid.phone()
    await stranger.signedIn(`checkout?order=${paid.order.orderId}`)
    expect((await receipt(stranger, paid.charge.chargeId)).body.orderId).toBeNull()
  })

  test('of a payment that nobody has vouched for yet is unconfirmed, and asks Paymax nothing', async () => {
    const { payer, charge, sandbox } = await chargedOrder(kind)
    sandbox.paymax.pay(charge.chargeId)
    const asked = sandbox.messages.list().length
    expect((await receipt(payer, charge.chargeId)).body.status).toBe('confirming')
    expect(sandbox.messages.list()).toHaveLength(asked)
  })

  test('turns paid as soon as the webhook has come', async () => {
    const { phone, charge, sandbox } = await chargedOrder(kind)
    sandbox.paymax.pay(charge.chargeId)
    await sandbox.paymax.flushWebhooks()
    const status = async () => (await receipt(phone(), charge.chargeId)).body.status
    await expect.poll(status).toBe('paid')
  })

  test('of a second payment, which goes back, speaks of no success', async () => {
    const { sandbox, order, charge, payer, reads, advance } = await chargedOrder(kind)
    // Closed at Paymax for another charge, and paid all the same.
    advance(5 * 60_000)
    const path = `api/orders/${order.orderId}/charges`
    const { body: later } = await payer.post<Charge>(path, { renew: true })
    for (const { chargeId } of [later, charge]) {
      await sandbox.paymax.sendWebhook(chargeId, {
        data: { status: 'SUCCEED', time_paid: Date.now() },
      })
    }
    await reads({ status: 'paid', incidents: [{ kind: 'double_success' }] })
    expect((await receipt(payer, later.chargeId)).body.status).toBe('paid')
    expect((await receipt(payer, charge.chargeId)).body.status).toBe('changed')
  })

  test('of a payment that has gone back as a whole speaks of no success', async () => {
    const { merchant, order, payer, charge, sandbox, reads } = await paidOrder(kind)
    await merchant.refund(order.orderNo)
    await expect.poll(() => sandbox.paymax.charges()[0]?.refunds).toHaveLength(1)
    sandbox.paymax.finishRefunds()
    await sandbox.paymax.flushWebhooks()
    await reads({ status: 'refunded' })
    expect((await receipt(payer, charge.chargeId)).body.status).toBe('changed')
  })

  test('of a charge that failed speaks of no success', async () => {
    const { payment, sandbox, charge, payer } = await chargedOrder(kind)
    sandbox.paymax.fail(charge.chargeId, 'AMOUNT_NOT_ENOUGH')
    await payment()
    expect((await receipt(payer, charge.chargeId)).body.status).toBe('changed')
  })

  test('is there for no number of nobody’s', async () => {
    const { phone } = await paidOrder(kind)
    for (const number of ['4200000000000000000000000000', 'ch_nobody', 'x'.repeat(64)]) {
      expect(codeOf(await receipt(phone(), number))).toBe('404 order_not_found')
    }
    for (const number of ['', ' ', 'x'.repeat(65), '订单', "' or 1=1 --"]) {
      expect(codeOf(await receipt(phone(), number))).toBe('400 invalid_request')
    }
  })

  test('a channel’s number of any length costs no payment, and one that two share shows nothing', async () => {
    const repository = await emptyRepository(kind)
    const long = '7'.repeat(10_000)
    for (const [name, transactionNo] of [
      ['one', long],
      ['two', '42'],
      ['three', '42'],
      ['four', '43'],
    ] as const) {
      const order = { ...orderRow, orderId: name, orderNo: name }
      const charge = { ...chargeRow, chargeId: name, orderId: name }
      const success = { ...successOf(name, t0), gatewayId: `ch_${name}`, transactionNo }
      await repository.insertOrder(order)
      await repository.beginCharge(charge, null, t0)
      expect(await repository.recordSuccess(name, success, answersTo(charge, t0))).toBe('paid')
    }
    expect(await repository.chargeByTransactionNo('43')).toMatchObject({ chargeId: 'four' })
    expect(await repository.chargeByTransactionNo('42')).toBeNull()
    expect(await repository.chargeByTransactionNo(long)).toBeNull()
  })
})

test('the channel’s number is looked up in an index on both databases', async () => {
  for (const kind of kinds) {
    const { db } = await emptyDatabase(kind)
    const plan = await db.transaction().execute(async (transaction) => {
      // With a handful of rows PostgreSQL would rather read them all.
      if (kind === 'postgres') await sql`set local enable_seqscan = off`.execute(transaction)
      const query = sql`select * from charges where transaction_no = '42' and length(transaction_no) <= 64`
      const explain = kind === 'postgres' ? sql`explain ${query}` : sql`explain query plan ${query}`
      return (await explain.execute(transaction)).rows
    })
    expect(JSON.stringify(plan), kind).toContain('charges_by_transaction')
  }
})

async function emptyDatabase(kind: Kind) {
  const database = await freshDatabase(kind)
  const opened = openDatabase(database.location)
  onTestFinished(async () => {
    await opened.db.destroy()
    await database.drop()
  })
  await migrate(opened)
  return opened
}

async function emptyRepository(kind: Kind) {
  return createRepository((await emptyDatabase(kind)).db)
}
