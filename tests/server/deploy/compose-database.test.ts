/** The database of compose.yaml, made by psql as PostgreSQL's image makes it. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openCheckout } from '../support/checkout'
import { startInstalledPostgres } from '../support/installed-postgres'

const run = promisify(execFile)
const at = (name: string) => fileURLToPath(new URL(`../../../deploy/${name}`, import.meta.url))
const script = 'container/database.sql'
const password = "it's 'quoted'"

test('the backends’ user owns the database, which takes orders, and is no superuser', async ({
  skip,
}) => {
  const server = await startInstalledPostgres('postgres', 'scram-sha-256')
  if (server === null) return skip('no PostgreSQL is installed')
  const { folder: PGHOST, port: PGPORT } = server.socket
  const own = { host: PGHOST, port: Number(PGPORT), user: 'postgres', database: 'postgres' }
  const superuser = new pg.Client(own)
  await superuser.connect()
  onTestFinished(() => superuser.end())
  await superuser.query("alter role postgres password 'of the image'")
  const env = { PATH: process.env['PATH'], PGHOST, PGPORT, POSTGRES_PASSWORD: password }
  const options = ['-v', 'ON_ERROR_STOP=1', '--no-password', '--no-psqlrc', '-U', 'postgres']
  await run('psql', [...options, '-f', at(script), 'postgres'], { env })

  const roles = 'select rolname, rolsuper, rolcreaterole, rolcreatedb from pg_roles'
  const { rows } = await superuser.query(`${roles} where rolname !~ '^pg_' order by 1`)
  const nobodys = { rolsuper: false, rolcreaterole: false, rolcreatedb: false }
  expect(rows[0]).toEqual({ rolname: 'checkout', ...nobodys })
  const passwords = await superuser.query(
    'select rolname from pg_authid where rolpassword is not null',
  )
  expect(passwords.rows).toEqual([{ rolname: 'checkout' }])

  const url = `postgres://checkout:${encodeURIComponent(password)}@127.0.0.1:${PGPORT}/checkout`
  const database = {
    location: { kind: 'postgres' as const, url },
    environment: { DATABASE_URL: url },
    drop: () => Promise.resolve(),
  }
  const { merchant } = await openCheckout('postgres', {}, { database })
  expect((await merchant.placed()).status).toBe('unpaid')
}, 60_000)

test('compose.yaml gives the image this file, and names the database that it makes', () => {
  const compose = readFileSync(at('compose.yaml'), 'utf8')
  expect(compose).toContain(`- ./${script}:/docker-entrypoint-initdb.d/database.sql:ro\n`)
  expect(compose).not.toMatch(/POSTGRES_(USER|DB):/)
  const { username, pathname } = new URL(/postgres:\/\/\S+/.exec(compose)?.[0] ?? '')
  const sql = readFileSync(at(script), 'utf8')
  expect(sql).toContain(`CREATE ROLE ${username} LOGIN`)
  expect(sql).toContain(`CREATE DATABASE ${pathname.slice(1)} OWNER ${username}`)
})
