import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { readConfig } from '../../../server/config/config'
import type { Charge } from '../../../server/contract/charges'
import { beijingDayOf } from '../../../server/payments/core/beijing-day'
import { readArguments } from '../../../server/commands/reconcile/arguments'
import { printable } from '../../../server/commands/result/printable'
import { reconcileDay } from '../../../server/commands/reconcile/run-reconcile'
import { openDatabase } from '../../../server/store/engine/database'
import { anOrder, call } from '../sandbox-line'
import { openCheckout, type Checkout } from '../support/checkout'
import { freshDatabase, kinds, type Kind } from '../support/databases'
import { reconcileInAnotherProcess } from '../support/reconcile-process'

const hour = 3_600_000
/** Two days before yesterday: over by far, and with a statement. */
const day = beijingDayOf(Date.now() - 72 * hour)
const noon = day.start + 12 * hour

interface Finding {
  kind: string
  orderNo: string | null
  gatewayId: string
}
interface Report {
  differs: boolean
  differences: Finding[]
  there: Record<string, number>
  here: Record<string, number>
}

/** A checkout on which the day has passed, with one order paid and partly refunded in it. */
async function dayGoneBy(
  kind: Kind,
  also: (checkout: Checkout) => Promise<unknown> = async () => {},
) {
  const checkout = await openCheckout(kind)
  const { sandbox, merchant } = checkout
  const back = Date.now() - noon
  checkout.advance(-back)
  const order = await merchant.placed()
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${order.orderId}`)
  const path = `api/orders/${order.orderId}`
  const { body: charge } = await payer.post<Charge>(`${path}/charges`, {})
  sandbox.paymax.pay(charge.chargeId)
  await sandbox.paymax.flushWebhooks()
  await expect
    .poll(async () => (await merchant.read(order.orderNo)).body.status, { timeout: 20_000 })
    .toBe('paid')
  await also(checkout)
  checkout.advance(back)
  return {
    ...checkout,
    order,
    gatewayId: sandbox.paymax.chargeByNumber(charge.chargeId)?.id ?? '',
    reconcile: (...args: string[]) =>
      reconcileInAnotherProcess(checkout.environment, '--date', day.name, ...args),
  }
}

/** Somebody else sells through the same account. */
async function paidPastUs({ sandbox }: Checkout) {
  const bend = { timestamp: String(noon) }
  const { body } = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox), bend)
  sandbox.paymax.pay(String(body['id']))
}

describe.each(kinds)(
  'a day compared beside the running backend, on the %s database',
  { timeout: 60_000 },
  (kind) => {
    test('that agrees: exit code 0', async () => {
      const { reconcile } = await dayGoneBy(kind)
      const { exitCode, out, error } = await reconcile()
      expect(error).toBe('')
      expect(out).toContain('No differences.')
      expect(exitCode).toBe(0)
    })

    test('with a payment that we do not know: exit code 1, and which it is', async () => {
      const { reconcile, sandbox, gatewayId } = await dayGoneBy(kind, paidPastUs)
      const stranger = sandbox.paymax.charges().find(({ id }) => id !== gatewayId)?.id
      const { exitCode, out } = await reconcile('--json')
      const report = JSON.parse(out) as Report
      expect(report.differences).toMatchObject([{ kind: 'missing_here', gatewayId: stranger }])
      expect(report).toMatchObject({ there: { payments: 2, paid: 5130 }, here: { paid: 3880 } })
      expect(exitCode).toBe(1)
    })

    test('that Paymax gives no statement of: exit code 2, and why', async () => {
      const { reconcile, sandbox } = await dayGoneBy(kind)
      sandbox.faults.set({ gateway_refuses: 'OUT_OF_DOWNLOAD' })
      const { exitCode, out, error } = await reconcile()
      expect(out).toBe('')
      expect(error).toContain('OUT_OF_DOWNLOAD')
      expect(exitCode).toBe(2)
    })
  },
)

describe('a day with refunds', { timeout: 60_000 }, () => {
  test('agrees where both sides have them', async () => {
    const refunded = async ({ sandbox, merchant }: Checkout) => {
      const { body } = await merchant.list()
      const { orderNo } = body.orders[0] ?? {}
      await merchant.refund(orderNo ?? '', { amount: 880, reason: '少发一件' })
      await expect
        .poll(
          async () => {
            sandbox.paymax.finishRefunds()
            await sandbox.paymax.flushWebhooks()
            return (await merchant.read(orderNo ?? '')).body.refunds[0]?.status
          },
          { timeout: 20_000 },
        )
        .toBe('succeeded')
    }
    const { reconcile } = await dayGoneBy('embedded', refunded)
    const { exitCode, out } = await reconcile('--json')
    const moved = { payments: 1, paid: 3880, refunds: 1, refunded: 880 }
    expect(JSON.parse(out)).toMatchObject({ differences: [], here: moved, there: moved })
    expect(exitCode).toBe(0)
  })
})

describe('a comparison that cannot be made ends with 2', () => {
  test.each([
    ['a day that is none', ['--date', '2026-02-30'], '2026-02-30 is not a date'],
    ['a configuration that is not complete', ['--date', day.name], 'PAYMAX_SECRET_KEY: missing'],
  ])('%s', async (_, args, words) => {
    const { exitCode, out, error } = await reconcileInAnotherProcess({}, ...args)
    expect(error).toContain(words)
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
  })

  async function reconcileWith(changes: Record<string, string>) {
    const { environment, sandbox } = await openCheckout('embedded')
    const config = readConfig({ ...environment, ...changes })
    return { ...(await reconcileDay(config, { day, json: false }, Date.now)), sandbox }
  }

  test('a database that is not there, before a download is spent', async () => {
    const elsewhere = fileURLToPath(new URL('nowhere', import.meta.url))
    const { exitCode, error, sandbox } = await reconcileWith({ DATA_DIR: elsewhere })
    expect(error).toContain('no database at')
    expect(exitCode).toBe(2)
    expect(sandbox.messages.list().filter(({ path }) => path.includes('statement'))).toEqual([])
  })

  test('a database that no backend has brought up to date', async () => {
    const database = await freshDatabase('embedded')
    onTestFinished(() => database.drop())
    await openDatabase(database.location).db.destroy()
    const { exitCode, error } = await reconcileWith(database.environment)
    expect(error).toContain('Start the backend once')
    expect(exitCode).toBe(2)
  })

  test('a Paymax that nobody can reach', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}/merchant-api`
    const { exitCode, error } = await reconcileWith({ PAYMAX_BASE_URL: nowhere })
    expect(error).toContain('ECONNREFUSED')
    expect(exitCode).toBe(2)
  })

  test('a key that Paymax does not know', async () => {
    const { exitCode, error } = await reconcileWith({ PAYMAX_SECRET_KEY: 'f'.repeat(32) })
    expect(error).toContain('Check the keys')
    expect(exitCode).toBe(2)
  })
})

describe('what is asked for', () => {
  const now = Date.parse('2026-11-02T00:30:00+08:00')

  test('is yesterday in Beijing where no day is named', () => {
    expect(readArguments([], now)).toMatchObject({ day: { name: '2026-11-01' }, json: false })
  })

  test('must be a day that is over in Beijing', () => {
    expect(readArguments(['--date', '2026-11-01'], now)).toMatchObject({ json: false })
    expect(() => readArguments(['--date', '2026-11-02'], now)).toThrow('is not over in Beijing yet')
  })

  test('must be an option that exists', () => {
    expect(() => readArguments(['--day', '2026-11-01'], now)).toThrow('--day')
  })
})

describe('the table', () => {
  test('shows nothing that moves a terminal’s cursor', () => {
    expect(printable('a\u001b[2Jb\u202ec\nd')).toBe('a?[2Jb?c\nd')
  })
})
