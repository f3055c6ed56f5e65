/** Shops that misbehave: what was told is told again until it is taken, and nobody else waits for it. */
import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { allowedNetworks } from '../../../server/notifications/allowed-networks'
import type { Resolve } from '../../../server/notifications/guarded-lookup'
import { createPost } from '../../../server/notifications/post'
import { openDatabase } from '../../../server/store/engine/database'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { orderRow } from '../support/rows'
import { answering, openShop, toShops } from './shop'

const hour = 3_600_000
/** Like the product's, but in a hurry. */
const hasty = (resolve?: Resolve) =>
  createPost(allowedNetworks(['127.0.0.0/8']), { connect: 1_000, whole: 2_000 }, resolve)

async function oneClosed(kind: Kind, url: string, post = hasty()) {
  const database = await freshDatabase(kind)
  const checkout = await openCheckout(kind, toShops, { database, post })
  const { db } = openDatabase(database.location)
  onTestFinished(() => db.destroy())
  const order = await checkout.merchant.placed({ notifyUrl: url })
  await checkout.merchant.close(order.orderNo)
  const rows = () => db.selectFrom('notifications').selectAll().execute()
  const attempts = () =>
    db.selectFrom('notification_attempts').selectAll().orderBy('attempt').execute()
  const status = async () => (await rows()).map((row) => row.status)
  /** Waits for a try that failed, and moves the clock to the next one. @returns by how much, in ms */
  async function toTheNextTry(): Promise<number> {
    await expect.poll(async () => (await attempts()).length).toBeGreaterThan(0)
    const [row] = await rows()
    const last = (await attempts()).at(-1)
    if (!row?.next_try_at || !last) throw new Error('nothing is to come')
    const pause = row.next_try_at - last.at
    checkout.advance(pause)
    await expect
      .poll(async () => (await attempts()).length, { timeout: 5_000 })
      .toBeGreaterThan(row.tries)
    return pause
  }
  return { ...checkout, order, rows, attempts, status, toTheNextTry }
}

describe.each(kinds)('a notification, with the %s database', (kind) => {
  test('that a shop refuses for an hour comes again with the same id and body, until it is taken', async () => {
    const shop = await openShop()
    shop.answer = answering(500, 'sorry')
    const scene = await oneClosed(kind, shop.url)
    const { attempts, status } = scene
    let passed = 0
    while (passed < hour) passed += await scene.toTheNextTry()
    expect((await attempts())[0]).toMatchObject({ status: 500, error: null, answer: 'sorry' })
    expect(shop.received.length).toBeGreaterThan(4)
    shop.answer = answering(200)
    await scene.toTheNextTry()
    await expect.poll(status).toEqual(['delivered'])
    const [first, ...others] = shop.received
    for (const one of others) expect([one.id, one.text]).toEqual([first?.id, first?.text])
    // Nothing is scheduled any more.
    expect(await scene.rows()).toMatchObject([{ next_try_at: null }])
  })

  test('whose answer is lost is sent again: silence is no delivery', async () => {
    const shop = await openShop()
    shop.answer = (request) => request.socket.destroy()
    const { advance, attempts, status } = await oneClosed(kind, shop.url)
    await expect.poll(attempts).toMatchObject([{ status: null, error: 'UND_ERR_SOCKET' }])
    expect(await status()).toEqual(['pending'])
    shop.answer = answering(204)
    advance(10_000)
    await expect.poll(status, { timeout: 5_000 }).toEqual(['delivered'])
    expect(new Set(shop.received.map(({ id }) => id)).size).toBe(1)
  })

  test.each(['ENOTFOUND', 'EAI_AGAIN'])(
    'to a name that the DNS answers with %s is sent as soon as it has an address',
    async (code) => {
      const shop = await openShop()
      let isKnown = false
      const post = hasty((_name, _options, done) => {
        if (isKnown) done(null, [{ address: '127.0.0.1', family: 4 }])
        else done(Object.assign(new Error('no such name'), { code }), [])
      })
      const named = shop.url.replace('127.0.0.1', 'localhost')
      const scene = await oneClosed(kind, named, post)
      await expect.poll(scene.attempts).toMatchObject([{ status: null, error: code, answer: '' }])
      expect(await scene.status()).toEqual(['pending'])
      isKnown = true
      await scene.toTheNextTry()
      await expect.poll(scene.status).toEqual(['delivered'])
      expect(shop.types()).toEqual(['order.closed'])
    },
  )

  test('that a shop takes and never answers is given so long and no longer', async () => {
    const shop = await openShop()
    shop.answer = () => undefined
    const { attempts, status } = await oneClosed(kind, shop.url)
    await expect.poll(attempts, { timeout: 5_000 }).toMatchObject([{ error: 'timeout' }])
    expect(await status()).toEqual(['pending'])
  })

  test('is taken by a shop whose answer never ends, and no more than 1 kB of it is read', async () => {
    const shop = await openShop()
    let written = 0
    shop.answer = (_request, response) => {
      response.writeHead(200)
      const more = setInterval(() => {
        written += 1
        response.write('x'.repeat(700))
      }, 5)
      response.on('close', () => clearInterval(more))
    }
    const { attempts, status } = await oneClosed(kind, shop.url)
    await expect.poll(status).toEqual(['delivered'])
    const [attempt] = await attempts()
    expect(attempt?.answer).toHaveLength(1_024)
    // It hung up, long before its patience was at an end.
    expect(written).toBeLessThan(60)
  })

  test('follows no redirect', async () => {
    const [shop, elsewhere] = [await openShop(), await openShop()]
    shop.answer = (_request, response) =>
      void response.writeHead(307, { location: elsewhere.url }).end()
    const { attempts, status } = await oneClosed(kind, shop.url)
    await expect.poll(attempts).toMatchObject([{ status: 307 }])
    expect(await status()).toEqual(['pending'])
    expect(elsewhere.received).toEqual([])
  })

  test('that is answered 410 switches its address off, and the log says so', async () => {
    const shop = await openShop()
    shop.answer = answering(410)
    const { advance, log, merchant, status } = await oneClosed(kind, shop.url)
    await expect.poll(status).toEqual(['switched_off'])
    const other = await merchant.placed({ notifyUrl: `${shop.url}?order=2` })
    await merchant.close(other.orderNo)
    advance(24 * hour)
    expect(await status()).toEqual(['switched_off', 'switched_off'])
    expect(shop.received).toHaveLength(1)
    await expect.poll(() => log.filter((line) => line.includes('answered 410'))).toHaveLength(1)
  })

  test('is given up after three days, and the log says so', async () => {
    const shop = await openShop()
    shop.answer = answering(500)
    const scene = await oneClosed(kind, shop.url)
    const { log, status } = scene
    let passed = 0
    while ((await status())[0] !== 'given_up') passed += await scene.toTheNextTry()
    expect(passed).toBeGreaterThan(60 * hour)
    expect(passed).toBeLessThanOrEqual(72 * hour)
    expect(shop.received.length).toBeGreaterThan(10)
    await expect.poll(() => log.filter((line) => line.includes('is given up'))).toHaveLength(1)
  })

  test('of one shop waits for none of a thousand that hang', async () => {
    const shop = await openShop()
    const silent = createServer()
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    const sockets = new Set<Socket>()
    silent.on('connection', (socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined)
    })
    onTestFinished(async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => silent.close(resolve))
    })
    const port = (silent.address() as { port: number }).port
    const database = await freshDatabase(kind)
    const checkout = await openCheckout(kind, toShops, { database })
    const { repository } = checkout.backend.payments
    const deadOrder = (n: number) =>
      repository.insertOrder({
        ...orderRow,
        orderId: `dead${n}`,
        orderNo: `dead${n}`,
        notifyUrl: `http://127.0.0.1:${port}/${n}`,
        expiresAt: Date.now(),
      })
    for (let n = 0; n < 1_000; n += 20) {
      await Promise.all(Array.from({ length: 20 }, (_, k) => deadOrder(n + k)))
    }
    await expect.poll(() => sockets.size).toBeGreaterThan(400)
    const order = await checkout.merchant.placed({ notifyUrl: shop.url })
    const hanging = new Set(sockets)
    await checkout.merchant.close(order.orderNo)
    await expect.poll(shop.types, { interval: 10 }).toEqual(['order.closed'])
    expect([...hanging].filter(({ destroyed }) => !destroyed).length).toBeGreaterThan(0)
  })
})
