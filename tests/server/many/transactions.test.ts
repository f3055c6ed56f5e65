/** How many transactions PostgreSQL is asked for by one payment, and which. */
import { expect, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { PageEvent } from '../../../server/contract/page-events'
import type { Payment } from '../../../server/contract/payment'
import { createPageEventWriter } from '../../../server/scheduled/write-page-events'
import { systemClock } from '../../../server/runtime/clock'
import { migrate } from '../../../server/store/engine/migrate'
import { createPageEventStore } from '../../../server/store/page-events'
import { openCheckout } from '../support/checkout'
import { countTransactions } from '../support/counted-transactions'
import { freshDatabase } from '../support/databases'
import { tillOf } from '../support/till'

/** What a process does whether anybody pays or not: its worker looks, and it finds out whether it hears. */
const workersLook = 'select inbox'
const idle = [workersLook, 'select']

/**
 * A checkout that has charged somebody, before which it finds out once whether a backup was put back, and has
 * kept house for this minute. Its clock stands: it does not again.
 */
async function countedCheckout() {
  const { open, taken } = countTransactions()
  const checkout = await openCheckout('postgres', {}, { openDatabase: open })
  checkout.freeze()
  const { orderId } = await checkout.merchant.placed({})
  const first = checkout.phone()
  await first.signedIn(`checkout?order=${orderId}`)
  await first.post(`api/orders/${orderId}/charges`, {})
  const sinceAskedLast = () => taken().filter((one) => !idle.includes(one))
  await until(sinceAskedLast, 'delete logins')
  return { ...checkout, taken, sinceAskedLast }
}

/** @returns all that was taken until this one was */
async function until(taken: () => string[], last: string): Promise<string[]> {
  const all: string[] = []
  await expect.poll(() => all.push(...taken()) && all).toContain(last)
  return all
}

test('a payment takes thirteen transactions, its order three', async () => {
  const { merchant, phone, sandbox, sinceAskedLast } = await countedCheckout()
  const { orderId } = await merchant.placed({})
  const place = sinceAskedLast()
  const payer = phone()
  await payer.signedIn(`checkout?order=${orderId}`)
  const signIn = sinceAskedLast()
  const { body: made } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  const charge = sinceAskedLast()
  const till = tillOf(sandbox, 'paymax')
  till.pay(made.chargeId)
  await till.tell()
  const webhook = await until(sinceAskedLast, 'update inbox')
  const { body } = await payer.get<Payment>(`api/orders/${orderId}/payment?wait=25`)
  expect(body).toMatchObject({ status: 'paid', mine: { status: 'succeeded' } })
  const status = sinceAskedLast()

  const told = { place, signIn, charge, webhook, status }
  expect(told).toEqual({
    // A number is looked up among the archived ones as well.
    place: ['select orders', 'select archived_orders', 'insert orders'],
    // Sent to WeChat; come back, exchanged; the order that the page shows.
    signIn: ['insert logins', 'update logins', 'update logins', 'select orders'],
    // The order; begun; its credential kept.
    charge: [
      'select orders',
      'update orders, insert charge_attempts, insert charges',
      'update orders, update charges',
    ],
    // Kept, then acknowledged; compared, applied, done with.
    webhook: [
      'insert inbox',
      'select charges',
      'update orders, update charges, update orders, update charges',
      'update inbox',
    ],
    // The order, and what became of this payer's own money.
    status: ['select orders', 'select charges'],
  })
  expect(signIn.length + charge.length + webhook.length + status.length).toBeLessThanOrEqual(15)
})

test('a worker that finds nothing to do asks once', async () => {
  const { taken } = await countedCheckout()
  taken()
  const rounds: string[] = []
  await expect
    .poll(() => rounds.push(...taken()) && rounds.filter((one) => one === workersLook).length)
    .toBeGreaterThan(1)
  expect(rounds.filter((one) => !idle.includes(one))).toEqual([])
})

test('what pages say of twenty payments takes one transaction more, of all of them together', async () => {
  const { open, taken } = countTransactions()
  const { location, drop } = await freshDatabase('postgres')
  const database = open(location)
  await migrate(database)
  taken()
  const nothing = () => undefined
  const { note, stop } = createPageEventWriter({
    store: createPageEventStore(database.db),
    clock: systemClock,
    log: { info: nothing, warn: nothing, error: nothing },
  })
  const said: PageEvent[] = [{ event: 'sheet_asked' }, { event: 'bridge_answered', kind: 'ok' }]
  for (let n = 0; n < 20; n += 1) {
    for (const one of said) note({ ...one, orderId: String(n).padStart(22, 'A') })
  }
  expect(taken()).toEqual([])
  await stop()
  expect(taken()).toEqual([
    [...Array<string>(40).fill('insert page_events'), 'delete page_events'].join(', '),
  ])
  // A page of the build before names no order: nothing is asked of the database.
  for (const one of said) note(one)
  await stop()
  expect(taken()).toEqual([])
  await database.db.destroy()
  await drop()
})
