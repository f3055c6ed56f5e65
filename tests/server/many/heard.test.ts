/** A payment that ends at one process is told at once to who waits at another one. */
import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Payment } from '../../../server/contract/payment'
import { systemClock } from '../../../server/runtime/clock'
import { openDatabase } from '../../../server/store/engine/database'
import {
  listenForEndedPayments,
  sleptUnlessStopped,
} from '../../../server/store/listen-notify/ended-payments'
import { freshDatabase } from '../support/databases'
import { chargedOrder } from '../support/paid-order'
import { startTcpProxy } from '../support/tcp-proxy'
import { tillOf } from '../support/till'

const heard = 'listening for results from other processes'
const notHeard = 'not listening for results from other processes: waiting payers see them later'

afterEach(() => {
  vi.restoreAllMocks()
})

/** Two processes, of which the first takes the webhooks, and the second hears through a line that can be cut. */
async function twoProcesses() {
  const database = await freshDatabase('postgres')
  const listenUrl = new URL(database.environment['DATABASE_URL'] ?? '')
  const line = await startTcpProxy(listenUrl.href)
  listenUrl.port = String(line.port)
  const scene = await chargedOrder('postgres', {}, {}, { database })
  const till = tillOf(scene.sandbox, 'paymax')
  // Asked, the gateway does not say yet what its webhook says.
  till.trouble.lagging()
  const other = await scene.anotherProcess({ DATABASE_LISTEN_URL: listenUrl.href })
  const said = (message: string) => scene.log.filter((line) => line.includes(`"${message}"`)).length
  await expect.poll(() => said(heard)).toBe(2)
  return { ...scene, till, other, line, said }
}

/** The moment in which a status query waits for news does not end by itself; every other pause does. */
function endlessMoments(): () => number {
  const { sleep } = systemClock
  let begun = 0
  vi.spyOn(systemClock, 'sleep').mockImplementation((ms) => {
    if (ms !== 250) return sleep(ms)
    begun += 1
    return new Promise(() => {})
  })
  return () => begun
}

type Two = Awaited<ReturnType<typeof twoProcesses>>

/** At the second process, which looks again only if it is told to: the clock stands. */
async function wait({ other, freeze }: Two, orderId: string) {
  freeze()
  const looks = vi.spyOn(other.backend.payments.repository, 'ordersWithLastCharge')
  const answer = other.phone().get<Payment>(`api/orders/${orderId}/payment?wait=25`)
  await expect.poll(() => looks.mock.settledResults.length).toBeGreaterThan(0)
  return { status: answer.then(({ body }) => body.status) }
}

async function pay({ till, charge }: Two): Promise<void> {
  till.pay(charge.chargeId)
  await till.tell()
}

describe('a payment that ends at another process', () => {
  test('is told at once to who waits', async () => {
    const two = await twoProcesses()
    const waiting = await wait(two, two.order.orderId)
    await pay(two)
    expect(await waiting.status).toBe('paid')
  })

  test('is told to who has asked a moment before, and the gateway is not asked', async () => {
    // Only what is heard ends the moment.
    const moments = endlessMoments()
    const two = await twoProcesses()
    two.freeze()
    const asked = vi.spyOn(two.other.backend.payments.gateways.paymax, 'queryCharge')
    const path = `api/orders/${two.order.orderId}/payment?wait=25`
    const answer = two.other.phone().get<Payment>(path)
    await expect.poll(moments).toBeGreaterThan(0)
    await pay(two)
    expect((await answer).body.status).toBe('paid')
    expect(asked).not.toHaveBeenCalled()
  })

  test('is told to who was just reading the order, and the gateway is not asked', async () => {
    const moments = endlessMoments()
    const two = await twoProcesses()
    two.freeze()
    const { repository, gateways } = two.other.backend.payments
    const asked = vi.spyOn(gateways.paymax, 'queryCharge')
    const path = `api/orders/${two.order.orderId}/payment?wait=25`
    const statusAtOther = async () => (await two.other.phone().get<Payment>(path)).body.status
    const before = statusAtOther()
    await expect.poll(moments).toBe(1)
    const read = repository.orderWithLastCharge.bind(repository)
    vi.spyOn(repository, 'orderWithLastCharge').mockImplementationOnce(async (orderId) => {
      const unpaid = await read(orderId)
      await pay(two)
      // Who asked before is told: so this process has heard of it.
      expect(await before).toBe('paid')
      return unpaid
    })
    let status: string | undefined
    void statusAtOther().then((told) => (status = told))
    await expect.poll(() => status).toBe('paid')
    expect(asked).not.toHaveBeenCalled()
  })

  test('is told at once where the shop closes its order', async () => {
    const two = await twoProcesses()
    const { orderId, orderNo } = await two.merchant.placed({})
    const waiting = await wait(two, orderId)
    await two.merchant.close(orderNo)
    expect(await waiting.status).toBe('closed')
  })

  test('is told by the interval while nothing is heard, which is logged once', async () => {
    // Nobody waits for what could not be heard.
    endlessMoments()
    const two = await twoProcesses()
    two.line.cut()
    await expect.poll(() => two.said(notHeard)).toBe(1)
    const waiting = await wait(two, two.order.orderId)
    await pay(two)
    two.advance(1_500)
    expect(await waiting.status).toBe('paid')
    expect(two.said(notHeard)).toBe(1)
  })

  test('is told, as soon as there is hearing again, to who waited before', async () => {
    const two = await twoProcesses()
    two.line.cut()
    await expect.poll(() => two.said(notHeard)).toBe(1)
    const waiting = await wait(two, two.order.orderId)
    await pay(two)
    two.line.open()
    expect(await waiting.status).toBe('paid')
    expect(two.said(heard)).toBe(3)
  })

  test('is told at once again after the database has ended the connection that hears', async () => {
    const two = await twoProcesses()
    const neighbour = new pg.Client({ connectionString: two.environment['DATABASE_URL'] })
    await neighbour.connect()
    onTestFinished(() => neighbour.end())
    await neighbour.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where query like 'listen %' and datname = current_database()`,
    )
    await expect.poll(() => two.said(heard)).toBe(4)
    const waiting = await wait(two, two.order.orderId)
    await pay(two)
    expect(await waiting.status).toBe('paid')
  })
})

describe('hearing', () => {
  const short = { firstPause: 10, longestPause: 20, probeEvery: 20, probePatience: 200 }

  async function hearing(urlOf: (url: string) => Promise<string> | string, times = short) {
    const { location, environment, drop } = await freshDatabase('postgres')
    const { db } = openDatabase(location)
    const log: string[] = []
    const keep = (_fields: object, message: string) => void log.push(message)
    const pauses: number[] = []
    const hear = listenForEndedPayments({
      url: await urlOf(environment['DATABASE_URL'] ?? ''),
      db,
      log: { info: keep, warn: keep, error: keep },
      ended: () => undefined,
      missed: () => undefined,
      times,
      slept(ms, signal) {
        pauses.push(ms)
        return sleptUnlessStopped(ms, signal)
      },
    })
    onTestFinished(async () => {
      await hear.stop()
      await db.destroy()
      await drop()
    })
    hear.start()
    /** Connections that listen, as the database counts them. */
    const listening = async () => {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and query like 'listen %'`.execute(db)
      return rows[0]?.n
    }
    const cutOff = () =>
      sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like 'listen %'`.execute(db)
    return { hear, log, pauses, listening, cutOff }
  }

  test('is found to have ended on a line that goes silent, and begins again', async () => {
    const line = await startTcpProxy()
    const { hear, log, listening } = await hearing((url) => {
      line.leadTo(url)
      const behind = new URL(url)
      behind.port = String(line.port)
      return behind.href
    })
    await expect.poll(() => log).toEqual([heard])
    line.stall()
    await expect.poll(() => log).toEqual([heard, notHeard])
    expect(hear.isHearing()).toBe(false)
    line.open()
    await expect.poll(() => log, { timeout: 10_000 }).toEqual([heard, notHeard, heard])
    expect(hear.isHearing()).toBe(true)
    await expect.poll(listening).toBe(1)
    await hear.stop()
    await expect.poll(listening).toBe(0)
  })

  test('is known to have ended as soon as the database hangs up, each time', async () => {
    // No probe finds it out.
    const seldom = { ...short, probeEvery: 600_000 }
    const { log, cutOff } = await hearing((url) => url, seldom)
    await expect.poll(() => log).toEqual([heard])
    await cutOff()
    await expect.poll(() => log).toEqual([heard, notHeard, heard])
    await cutOff()
    await expect.poll(() => log).toEqual([heard, notHeard, heard, notHeard, heard])
  })

  test('pauses longer before each attempt, and briefly again after it was heard', async () => {
    const line = await startTcpProxy()
    const growing = { ...short, longestPause: 40, probeEvery: 600_000 }
    const { log, pauses, cutOff } = await hearing((url) => {
      line.leadTo(url)
      line.cut()
      const behind = new URL(url)
      behind.port = String(line.port)
      return behind.href
    }, growing)
    const made = () => pauses.filter((ms) => ms !== growing.probeEvery)
    await expect.poll(() => made().length).toBeGreaterThan(4)
    expect(made().slice(0, 5)).toEqual([10, 20, 40, 40, 40])
    line.open()
    await expect.poll(() => log).toEqual([notHeard, heard])
    const before = made().length
    await cutOff()
    await expect.poll(() => log).toEqual([notHeard, heard, notHeard, heard])
    expect(made().slice(before)).toEqual([10])
  })

  test('is not taken for hearing on a connection to another database', async () => {
    const other = await freshDatabase('postgres')
    onTestFinished(other.drop)
    const { hear, log } = await hearing(() => other.environment['DATABASE_URL'] ?? '')
    await expect.poll(() => log).toEqual([notHeard])
    expect(hear.isHearing()).toBe(false)
  })
})
