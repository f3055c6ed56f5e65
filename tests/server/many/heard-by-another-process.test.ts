/** Two processes as they run in production: one takes the webhook, the other is asked right after. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import type { Charge } from '../../../server/contract/charges'
import type { Payment } from '../../../server/contract/payment'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase } from '../support/databases'
import { holdRows } from '../support/held-rows'
import { createMerchant } from '../support/merchant'
import { createPhone } from '../support/phone'
import { tillOf } from '../support/till'

const { script } = buildBackend()
/** In ms: where the test itself took longer, the moment may have been over, which says nothing. */
const quick = 150

async function twoProcesses() {
  const database = await freshDatabase('postgres')
  const { location } = database
  if (location.kind !== 'postgres') throw new Error('not PostgreSQL')
  const ports = [await freePort(), await freePort()]
  const [first, second] = ports.map((port) => new URL(`http://127.0.0.1:${port}/pay/`))
  if (!first || !second) throw new Error('no ports')
  const sandbox = await startSandbox({
    webhookSpeed: 0,
    webhookUrl: new URL('api/webhooks/paymax', first).href,
    checkout: { publicUrl: first.href, backendUrl: first.origin },
  })
  const neighbour = new pg.Client({ connectionString: location.url })
  await neighbour.connect()
  onTestFinished(async () => {
    await neighbour.end()
    await sandbox.close()
    await database.drop()
  })
  const key = randomBytes(24).toString('hex')
  const shared = {
    ...sandbox.checkoutEnvironment(),
    PUBLIC_URL: first.href,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: key,
    MERCHANT_NAME: '山茶咖啡',
  }
  const processes = ports.map((port, n) =>
    startCheckoutProcess(script(), {
      ...shared,
      PORT: String(port),
      DATABASE_URL: `${location.url}?application_name=process${n}`,
    }),
  )
  for (const one of processes) {
    await one.ready()
    await expect
      .poll(one.said, { timeout: 10_000 })
      .toContain('listening for results from other processes')
  }
  /** How often the second process has read an order as its payer sees it. */
  async function hasLooked(since: Date): Promise<boolean> {
    const { rowCount } = await neighbour.query(
      `select 1 from pg_stat_activity where application_name = 'process1' and state = 'idle'
       and query like 'select "orders".*%paid_refunded%' and query_start > $1`,
      [since],
    )
    return rowCount === 1
  }
  const now = async () =>
    (await neighbour.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]?.at ??
    new Date()
  return { location, sandbox, merchant: createMerchant(first, key), first, second, hasLooked, now }
}

test('the other one is told within its moment, and does not ask the gateway', async () => {
  const { location, sandbox, merchant, first, second, hasLooked, now } = await twoProcesses()
  const till = tillOf(sandbox, 'paymax')
  // Whoever asks is told that nothing was paid.
  till.trouble.lagging()
  const queries = () =>
    sandbox.messages.list().filter(({ to, method }) => to === 'paymax' && method === 'GET').length
  let sound = 0
  for (let round = 0; sound < 3; round += 1) {
    expect(round).toBeLessThan(20)
    const { orderId } = await merchant.placed()
    const payer = createPhone(first, first)
    await payer.signedIn(`checkout?order=${orderId}`)
    const { body: charge } = await payer.post<Charge>(`api/orders/${orderId}/charges`, {})
    const before = queries()
    // The first process stands before the order, and has what it was told to write there.
    const held = await holdRows(location, `orders where order_id = '${orderId}'`)
    till.pay(charge.chargeId)
    const told = till.tell()
    await held.stoodBehind(1)
    const [at, began] = [await now(), performance.now()]
    const answer = createPhone(second, first).get<Payment>(`api/orders/${orderId}/payment?wait=25`)
    await expect.poll(() => hasLooked(at), { interval: 2 }).toBe(true)
    await held.release()
    const took = performance.now() - began
    expect((await answer).body.status).toBe('paid')
    await told
    if (took > quick) continue
    expect(queries()).toBe(before)
    sound += 1
  }
}, 60_000)
