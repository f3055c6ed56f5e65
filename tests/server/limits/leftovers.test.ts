/** What is left behind by who never comes back is small, bounded, and swept a batch at a time. */
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startWorker } from '../../../server/worker'
import { openDatabase } from '../../../server/store/engine/database'
import { createRepository } from '../../../server/store/repository'
import { createLoginRepository } from '../../../server/store/login-repository'
import { migrate } from '../../../server/store/engine/migrate'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { chargeRow, createdOf, orderRow, t0 } from '../support/rows'
import { payable, rulesOver } from '../support/told-paymax'

const minute = 60_000
const day = 24 * 60 * minute

async function open(kind: Kind) {
  const database = await freshDatabase(kind)
  const { db } = openDatabase(database.location)
  onTestFinished(async () => {
    await db.destroy()
    await database.drop()
  })
  await migrate({ kind, db })
  const book = createLoginRepository(db)
  const start = (state: string, forgetAt: number) =>
    book.startLogin({ state, target: 'checkout', browserHash: 'b', createdAt: t0, forgetAt })
  const states = async () =>
    (await db.selectFrom('logins').select('state').orderBy('state').execute()).map(
      ({ state }) => state,
    )
  return { db, book, start, states }
}

describe.each(kinds)('logins that are to be forgotten, on the %s database', (kind) => {
  test('are forgotten a batch at a time, the soonest first', async () => {
    const { book, start, states } = await open(kind)
    for (const n of [3, 1, 2, 4]) await start(`s${n}`, t0 + n)
    expect(await book.forgetLogins(t0 + 3, 2)).toBe(2)
    expect(await states()).toEqual(['s3', 's4'])
    expect(await book.forgetLogins(t0 + 3, 2)).toBe(1)
    expect(await states()).toEqual(['s4'])
  })

  test('are no more than a number, and those that became a login are not among them', async () => {
    const { book, start, states } = await open(kind)
    for (const n of [1, 2, 3, 4, 5]) await start(`s${n}`, t0 + n)
    await book.claimLogin('s1', 'code', t0)
    await book.finishLogin('s1', { outcome: 'payer', openid: 'o', at: t0, forgetAt: t0 + 30 * day })
    expect(await book.forgetBeyond(2, t0 + 30 * minute, 1)).toBe(1)
    expect(await states()).toEqual(['s1', 's3', 's4', 's5'])
    expect(await book.forgetBeyond(2, t0 + 30 * minute, 100)).toBe(1)
    expect(await book.forgetBeyond(2, t0 + 30 * minute, 100)).toBe(0)
    expect(await states()).toEqual(['s1', 's4', 's5'])
  })

  test('lose their payer a batch at a time, and keep their target', async () => {
    const { book, start } = await open(kind)
    for (const state of ['s1', 's2', 's3']) {
      await start(state, t0 + day)
      await book.claimLogin(state, state, t0)
      await book.finishLogin(state, { outcome: 'payer', openid: 'o', at: t0, forgetAt: t0 + day })
    }
    expect(await book.forgetOpenids(t0 + 1, 2)).toBe(2)
    expect(await book.forgetOpenids(t0 + 1, 2)).toBe(1)
    expect(await book.loginByState('s1')).toMatchObject({
      openid: null,
      outcome: 'code_invalid',
      target: 'checkout',
    })
  })
})

describe.each(kinds)('sign-ins that are begun, on the %s database', (kind) => {
  test('leave no more rows than a number, by however many processes and addresses they come', async () => {
    const checkout = await openCheckout(kind, {
      TRUST_PROXY: 'loopback',
      // 3 × 30 minutes: 90 are kept.
      LIMITS: 'authorize=3',
    })
    const elsewhere = await checkout.anotherProcess()
    for (let n = 0; n < 400; n += 1) {
      const { phone } = n % 2 === 0 ? checkout : elsewhere
      const { status } = await phone({ 'x-forwarded-for': `10.0.${n >> 8}.${n & 255}` }).get(
        'api/oauth/authorize?to=checkout',
      )
      expect(status).toBe(302)
    }
    expect(await checkout.rowsOf('logins')).toBeLessThan(3 * 90)
    // Who has just been sent away comes back to a login.
    const payer = checkout.phone({ 'x-forwarded-for': '10.1.0.1' })
    expect((await payer.signIn('checkout')).status).toBe(201)
  })

  test('and never end are gone within the hour; those that did end still know what for, weeks later', async () => {
    const checkout = await openCheckout(kind)
    const { phone, advance } = checkout
    const { db } = openDatabase(databaseOf(checkout.environment))
    onTestFinished(() => db.destroy())
    const [gone, refused, payer] = [phone(), phone(), phone()]
    await gone.comeBackFromWechat('checkout?item=coffee')
    const wrong = { ...(await refused.comeBackFromWechat('checkout?item=coffee')), code: 'made-up' }
    expect((await refused.post('api/session', wrong)).status).toBe(400)
    const landing = await payer.comeBackFromWechat('checkout?item=cake')
    await payer.post('api/session', landing)
    advance(60 * minute)
    const targets = async () =>
      (await db.selectFrom('logins').select(['target', 'openid']).execute()).map(
        ({ target, openid }) => `${target} ${openid ?? 'nobody'}`,
      )
    await expect.poll(targets, { timeout: 15_000 }).toEqual(['checkout?item=cake nobody'])
    advance(20 * day)
    const late = await payer.post<{ authorizeUrl?: string }>('api/session', landing)
    expect(late.body.authorizeUrl).toContain(encodeURIComponent('checkout?item=cake'))
  })
})

function databaseOf(environment: Readonly<Record<string, string>>) {
  const { DATABASE_URL: url, DATA_DIR: dir = '' } = environment
  return url === undefined
    ? ({ kind: 'embedded', dir } as const)
    : ({ kind: 'postgres', url } as const)
}

describe.each(kinds)('a sweep, on the %s database', (kind) => {
  test('of what a clock that jumped back put too far ahead takes a batch at a time', async () => {
    const { db } = await open(kind)
    const repository = createRepository(db)
    for (const n of [1, 2, 3]) {
      const key = `n${n}`
      await repository.keepWebhook(
        {
          key,
          rawBody: Buffer.from('{}'),
          headers: { sign: 's' },
          gateway: 'paymax' as const,
          receivedAt: t0,
        },
        t0 + 9 * day,
      )
    }
    expect(await repository.bringBackDue(t0, 2)).toBe(true)
    expect(await repository.takeDueWebhooks(t0, t0 + 9 * day, 10)).toHaveLength(2)
    expect(await repository.bringBackDue(t0, 4)).toBe(false)
    expect(await repository.takeDueWebhooks(t0, t0 + minute, 10)).toHaveLength(3)
  })

  test('of orders that ran out of time takes a batch at a time, the longest out first, and none with a charge', async () => {
    const { db } = await open(kind)
    const repository = createRepository(db)
    for (const n of [3, 1, 2, 0]) {
      const orderId = `order${n}`
      await repository.insertOrder({ ...orderRow, orderId, orderNo: orderId, expiresAt: t0 + n })
    }
    await repository.beginCharge({ ...chargeRow, orderId: 'order0' }, null, t0)
    await repository.chargeCreated(chargeRow.chargeId, createdOf(chargeRow.chargeId))
    const stillOpen = async () =>
      (await db.selectFrom('orders').select('order_id').where('state', '=', 'open').execute())
        .map(({ order_id }) => order_id)
        .sort()
    expect(await repository.closeExpiredOrders(t0 + 3, 2)).toBe(2)
    expect(await stillOpen()).toEqual(['order0', 'order3'])
    expect(await repository.closeExpiredOrders(t0 + 3, 2)).toBe(1)
    expect(await stillOpen()).toEqual(['order0'])
  })

  test('goes on a round later while there is more, and then rests', async () => {
    const { db, book, start } = await open(kind)
    const repository = createRepository(db)
    for (let n = 0; n < 1_001; n += 1) await start(`s${n}`, t0)
    const rules = rulesOver(repository, { charge: payable })
    const batches: number[] = []
    const forgetLogins: typeof book.forgetLogins = async (now, limit) => {
      const count = await book.forgetLogins(now, limit)
      batches.push(count)
      return count
    }
    let beat: () => void = () => undefined
    const clock = {
      ...rules.deps.clock,
      every: (_ms: number, work: () => void) => {
        beat = work
        return () => undefined
      },
    }
    const worker = startWorker({ ...rules.deps, clock }, { ...book, forgetLogins })
    await vi.waitFor(() => {
      beat()
      expect(batches.length).toBeGreaterThanOrEqual(3)
    }, 20_000)
    beat()
    await worker.stop()
    expect(batches).toEqual([500, 500, 1])
  })
})
