/** `readyz` says what it has tried: that something can be written. */
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { startBackend } from '../../../server/backend'
import { readConfig } from '../../../server/config/config'
import { systemClock } from '../../../server/runtime/clock'
import { openDatabase } from '../../../server/store/engine/database'
import { createReadiness } from '../../../server/runtime/readiness'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds } from '../support/databases'
import { codeOf } from '../support/phone'
import { t0 } from '../support/rows'
import { openBreakable, troubles } from './breakable'

describe.each(troubles.filter(([trouble]) => ['full', 'read-only', 'gone'].includes(trouble)))(
  'a database that is %s (%s)',
  (trouble, kind) => {
    test('is not ready, and is again as soon as it is mended', async () => {
      const { checkout, breakIt } = await openBreakable(kind)
      const { phone, advance } = checkout
      expect((await phone().get('api/readyz')).status).toBe(200)
      const mend = await breakIt(trouble)
      advance(1_000)
      const answer = await phone().get('api/readyz')
      expect(codeOf(answer)).toBe('503 not_ready')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      await mend()
      await expect
        .poll(
          async () => {
            advance(1_000)
            return (await phone().get('api/readyz')).status
          },
          { timeout: 15_000 },
        )
        .toBe(200)
    })
  },
)

describe('whether anything can be written', () => {
  test('is tried once a second, however many ask', async () => {
    let [now, tried] = [0, 0]
    const isReady = createReadiness(
      () => now,
      () => {
        tried += 1
        return tried === 2 ? Promise.reject(new Error('full')) : Promise.resolve()
      },
    )
    await Promise.all([isReady(), isReady(), isReady()])
    now = 999
    await isReady()
    expect(tried).toBe(1)
    now = 1_000
    await expect(isReady()).rejects.toThrow('full')
    now = 1_999
    await expect(isReady()).rejects.toThrow('full')
    expect(tried).toBe(2)
    now = 2_000
    await isReady()
    expect(tried).toBe(3)
  })

  test('is tried again where the clock was set back: an old proof is not kept until it catches up', async () => {
    let [now, tried] = [3_600_000, 0]
    const isReady = createReadiness(
      () => now,
      () => {
        tried += 1
        return tried === 1 ? Promise.resolve() : Promise.reject(new Error('full'))
      },
    )
    await isReady()
    now = 0
    await expect(isReady()).rejects.toThrow('full')
    expect(tried).toBe(2)
  })

  test('is not tried again within a second of the start, which has tried it', async () => {
    let [now, tried] = [5_000, 0]
    const prove = () => {
      tried += 1
      return Promise.resolve()
    }
    const isReady = createReadiness(() => now, prove, 4_500)
    await isReady()
    expect(tried).toBe(0)
    now = 5_500
    await isReady()
    expect(tried).toBe(1)
  })

  test('is waited for by all who ask while it is tried, however long that takes', async () => {
    let now = 0
    let end = () => {}
    let tried = 0
    const isReady = createReadiness(
      () => now,
      () => {
        tried += 1
        return new Promise((resolve) => {
          end = resolve
        })
      },
    )
    const first = isReady()
    now = 10_000
    const second = isReady()
    expect(tried).toBe(1)
    end()
    await Promise.all([first, second])
  })
})

describe.each(kinds)('what is written for it, on the %s database', (kind) => {
  test('is one row, however often and by however many processes it was tried', async () => {
    const checkout = await openCheckout(kind)
    const other = await checkout.anotherProcess()
    for (let times = 0; times < 3; times += 1) {
      checkout.advance(1_000)
      expect((await checkout.phone().get('api/readyz')).status).toBe(200)
      checkout.advance(1_000)
      expect((await other.phone().get('api/readyz')).status).toBe(200)
    }
    expect(await checkout.rowsOf('write_proofs')).toBe(1)
  })

  test('is what the start has written, for a second, and takes hardly any room', async () => {
    const database = await freshDatabase(kind)
    const sandbox = await startSandbox({ webhookSpeed: 0 })
    let now = t0
    const config = readConfig({
      ...sandbox.checkoutEnvironment(),
      ...database.environment,
      PUBLIC_URL: 'http://127.0.0.1:8787/pay/',
      SESSION_SECRET: randomBytes(32).toString('hex'),
      MERCHANT_API_KEY: randomBytes(24).toString('hex'),
      MERCHANT_NAME: '山茶咖啡',
    })
    const backend = await startBackend(config, {
      clock: { ...systemClock, now: () => now },
      log: pino({ level: 'silent' }),
      clientDir: fileURLToPath(new URL('../support/page/', import.meta.url)),
    })
    const { db } = openDatabase(database.location)
    onTestFinished(async () => {
      await db.destroy()
      await backend.close()
      await sandbox.close()
      await database.drop()
    })
    const proofs = () => db.selectFrom('write_proofs').select(['proof_id', 'filler']).execute()
    const isReady = async () => (await backend.app.inject('/pay/api/readyz')).statusCode
    const ofTheStart = await proofs()
    expect(ofTheStart).toMatchObject([{ filler: '' }])
    now += 999
    expect([await isReady(), await proofs()]).toEqual([200, ofTheStart])
    now += 1
    expect(await isReady()).toBe(200)
    expect(await proofs()).not.toEqual(ofTheStart)
  })
})
