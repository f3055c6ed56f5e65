/** Payers' names and the password go over no network in the open. */
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { isPlaintextConnection } from '../../server/config/database-transport'
import { openCheckout } from './support/checkout'
import { startInstalledPostgres } from './support/installed-postgres'

describe('a line to PostgreSQL', () => {
  test.each([
    'postgres://pay:x@localhost/pay',
    'postgres://pay:x@127.0.0.1:6432/pay?sslmode=disable',
    'postgres://pay:x@[::1]/pay',
    'postgres://pay:x@%2Fvar%2Frun%2Fpostgresql/pay',
    'postgres:///pay?host=/var/run/postgresql',
    'postgres://pay:x@db.lan/pay?sslmode=verify-full&sslrootcert=/etc/ca.crt',
    'postgres://pay:x@db.lan/pay?sslmode=verify-ca',
    'postgres://pay:x@db.lan/pay?sslmode=require',
    'postgres://pay:x@db.lan/pay?ssl=true',
    'postgres://pay:x@db.lan/pay?sslmode=disable&sslmode=verify-full',
  ])('%s is safe', (address) => {
    expect(isPlaintextConnection(address)).toBe(false)
  })

  test.each([
    'postgres://pay:x@db.lan/pay',
    'postgres://pay:x@db.lan/pay?sslmode=disable',
    'postgres://pay:x@db.lan/pay?sslmode=allow',
    'postgres://pay:x@db.lan/pay?sslmode=prefer',
    'postgres://pay:x@db.lan/pay?sslmode=no-verify',
    'postgres://pay:x@db.lan/pay?ssl=0',
    'postgres://pay:x@db.lan/pay?uselibpqcompat=true&sslmode=require',
    'postgres://pay:x@localhost/pay?host=db.lan',
    'postgres://pay:x@10.0.0.7/pay',
    // The driver takes the last of two.
    'postgres://pay:x@db.lan/pay?sslmode=verify-full&sslmode=disable',
    'postgres://pay:x@db.lan/pay?sslmode=verify-full&sslmode=no-verify',
    'postgres://pay:x@db.lan/pay?ssl=true&ssl=0',
    'postgres://pay:x@db.lan/pay?host=127.0.0.1&host=db.lan',
    // An empty host is none: it takes the one before the path, or PGHOST.
    'postgres://pay:x@db.lan/pay?host=',
    'postgres:///pay?host=',
    'postgres://pay:x@db.lan/pay?sslmode=require&uselibpqcompat=false&uselibpqcompat=true',
  ])('%s is open', (address) => {
    expect(isPlaintextConnection(address)).toBe(true)
  })

  test.each(['DATABASE_URL', 'DATABASE_LISTEN_URL'])(
    'that is open is refused at the start: %s',
    async (name) => {
      const checkout = await openCheckout('postgres')
      const started = checkout.anotherProcess({ [name]: 'postgres://pay:x@db.invalid/pay' })
      await expect(started).rejects.toThrow(`${name} connects to another server without TLS`)
    },
  )

  test('with sslmode is verified by the driver, the name included, whichever mode', async ({
    skip,
  }) => {
    const server = await startInstalledPostgres()
    if (server === null) return skip('no PostgreSQL is installed')
    const { port } = new URL(server.url)
    const own = `&sslrootcert=${server.certificate}`
    const on = (host: string, rest: string) => `postgres://checkout@${host}:${port}/copied?${rest}`
    expect(await packed(on('localhost', `sslmode=verify-full${own}`))).toBe(true)
    for (const mode of ['verify-full', 'verify-ca', 'require']) {
      await expect(packed(on('localhost', `sslmode=${mode}`))).rejects.toThrow('self-signed')
      await expect(packed(on('127.0.0.1', `sslmode=${mode}${own}`))).rejects.toThrow('altnames')
    }
  }, 60_000)
})

/** @returns whether the connection is TLS, as the server says */
async function packed(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    const { rows } = await client.query<{ ssl: boolean }>(
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    )
    return rows[0]?.ssl === true
  } finally {
    await client.end().catch(() => undefined)
  }
}
