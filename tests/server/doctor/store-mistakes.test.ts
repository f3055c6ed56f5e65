import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { openCheckout } from '../support/checkout'
import { freshDatabase, kinds } from '../support/databases'
import { paidOrder } from '../support/paid-order'
import { startTcpProxy } from '../support/tcp-proxy'
import { examine } from './support'
import { inStore, hour } from './checkout-store'

describe.each(kinds)('on the %s database', (kind) => {
  test('another session secret: session_secret_changed, and the start says so', async () => {
    const checkout = await openCheckout(kind)
    const before = checkout.environment['SESSION_SECRET'] ?? ''
    const SESSION_SECRET = 'c1d9f04b7a6e8235c1f7d9e04a5b6c28'
    const finds = async (secret: string) =>
      (await examine(checkout, { env: { SESSION_SECRET: secret } })).wrong.includes(
        'session_secret_changed',
      )
    const said = () => checkout.log.filter((line) => line.includes('SESSION_SECRET has changed'))

    const kept = await checkout.rowsOf('used_with')
    expect(await finds(SESSION_SECRET)).toBe(true)
    expect(await finds(`${SESSION_SECRET},${before}`)).toBe(false)
    await checkout.anotherProcess({ SESSION_SECRET: `${SESSION_SECRET},${before}` })
    expect(said()).toEqual([])
    expect(await finds(SESSION_SECRET)).toBe(false)
    await checkout.anotherProcess({ SESSION_SECRET: before })
    expect(said()).toHaveLength(1)
    // One row for all secrets, beside what else is kept there.
    expect(await checkout.rowsOf('used_with')).toBe(kept)
  })

  test('what holds orders after a backup was put back: backup_not_asked, unknown_payments', async () => {
    const checkout = await openCheckout(kind)
    const { orderId } = await checkout.merchant.placed()
    const holding = ['backup_not_asked', 'unknown_payments']
    const found = async () =>
      (await examine(checkout)).wrong.filter((name) => holding.includes(name))
    expect(await found()).toEqual([])
    await checkout.anotherProcess({ RESTORED: new Date(checkout.now() - 60_000).toISOString() })
    expect(await found()).toEqual(['backup_not_asked'])
    const kindOf = { kind: 'unknown_payment', key: 'k', at: checkout.now(), detail: '' } as const
    const incident = { ...kindOf, orderId, chargeId: 'c' }
    await checkout.backend.payments.repository.addIncident(incident)
    expect(await found()).toEqual(holding)
    // Paid meanwhile, it waits for nobody.
    await inStore(checkout, `update orders set state = 'paid'`)
    expect(await found()).toEqual(['backup_not_asked'])
  })

  test('payments found by query alone: webhook_never_received, after an hour', async () => {
    const checkout = await paidOrder(kind)
    const names = async (ahead: number) => {
      checkout.advance(ahead)
      const { wrong } = await examine(checkout)
      return wrong.filter((name) => name !== 'postgres_fsync_off' && name !== 'clock_off')
    }
    expect(await names(0)).toEqual([])
    expect(await names(hour)).toEqual(['webhook_never_received'])
  })
})

describe('PostgreSQL', () => {
  test('without fsync: postgres_fsync_off', async () => {
    const checkout = await openCheckout('postgres')
    expect((await examine(checkout)).wrong).toEqual(['postgres_fsync_off'])
  })

  test('with few connections: postgres_few_connections', async () => {
    const checkout = await openCheckout('postgres')
    const name = new URL(checkout.environment['DATABASE_URL'] ?? '').pathname.slice(1)
    await inStore(checkout, `alter database ${name} with connection limit 9`)
    expect((await examine(checkout)).wrong).toContain('postgres_few_connections')
  })

  test('behind another port: postgres_pgbouncer, to be looked at', async () => {
    const checkout = await openCheckout('postgres')
    const url = new URL(checkout.environment['DATABASE_URL'] ?? '')
    const proxy = await startTcpProxy(url.href)
    url.port = String(proxy.port)
    const looks = async (env: Record<string, string>) =>
      (await examine(checkout, { env: { DATABASE_URL: url.href, ...env } })).look
    expect(await looks({})).toContain('postgres_pgbouncer')
    // Both that it asks for are done: the way past it, and a limit that comes through it.
    const DATABASE_LISTEN_URL = checkout.environment['DATABASE_URL'] ?? ''
    expect(await looks({ DATABASE_LISTEN_URL })).not.toContain('postgres_pgbouncer')
    expect(await looks({ DATABASE_LISTEN_URL: url.href })).toContain('postgres_pgbouncer')
    url.searchParams.set('statement_timeout', '0')
    expect(await looks({ DATABASE_LISTEN_URL })).toContain('postgres_pgbouncer')
  })

  test('of an encoding without Chinese: postgres_encoding', async () => {
    const { location, drop } = await freshDatabase('postgres')
    onTestFinished(drop)
    const url = new URL(location.kind === 'postgres' ? location.url : '')
    const checkout = await openCheckout('postgres')
    await inStore(
      checkout,
      `create database latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
    )
    onTestFinished(() => inStore(checkout, 'drop database latin'))
    url.pathname = '/latin'
    const { wrong } = await examine(checkout, { env: { DATABASE_URL: url.href } })
    expect(wrong).toContain('postgres_encoding')
  })

  test('that is not there: store_unusable', async () => {
    const checkout = await openCheckout('embedded')
    const change = { DATABASE_URL: `postgres://pay@127.0.0.1:${await freePort()}/pay` }
    expect((await examine(checkout, { env: change })).wrong).toEqual(['store_unusable'])
  })
})
