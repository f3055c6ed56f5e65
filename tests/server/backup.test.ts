/** The embedded database is copied while it is used, and put back. */
import { execFile } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import LibsqlDatabase from 'libsql'
import { expect, onTestFinished, test } from 'vitest'
import { runBackup } from '../../server/commands/backup/run-backup'
import type { Charge } from '../../server/contract/charges'
import { markedBackup } from '../../server/store/backup-mark'
import { openDatabaseToRead } from '../../server/store/engine/database'
import { databaseFile } from '../../server/store/engine/private-files'
import { createBackupGapRepository } from '../../server/store/reporting/backup-gaps'
import { freshDatabase } from './support/databases'
import { openCheckout } from './support/checkout'
import { chargedOrder } from './support/paid-order'
import { codeOf } from './support/phone'
import { startInstalledPostgres } from './support/installed-postgres'

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'backup-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

const tablesIn = (path: string) => {
  const database = new LibsqlDatabase(path)
  try {
    return database.prepare('select count(*) as n from sqlite_master').get([])
  } finally {
    database.close()
  }
}

async function inUse() {
  const database = await freshDatabase('embedded')
  const checkout = await chargedOrder('embedded', {}, {}, { database })
  if (database.location.kind !== 'embedded') throw new Error('not the embedded one')
  const { location } = database
  const backUp = (file: string, now = checkout.now) => runBackup({ database: location }, file, now)
  return { checkout, dir: location.dir, backUp }
}

test('a copy of the file alone has nothing of what was just written', async () => {
  const { dir } = await inUse()
  const copy = join(folder(), databaseFile)
  copyFileSync(join(dir, databaseFile), copy)
  expect(tablesIn(copy)).toMatchObject({ n: 0 })
})

test('a backup made under way has all that was acknowledged, for its owner alone', async () => {
  const { backUp, checkout } = await inUse()
  const file = join(folder(), 'copy.db')
  const backup = await backUp(file)
  expect(backup).toMatchObject({ exitCode: 0, error: '' })
  expect(backup.out).toContain('1 orders and 1 charges')
  expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  expect(existsSync(`${file}-wal`)).toBe(false)
  expect((await checkout.merchant.placed()).status).toBe('unpaid')
  const first = readFileSync(file)
  expect(await backUp(file)).toMatchObject({ exitCode: 1 })
  expect(readFileSync(file).equals(first)).toBe(true)
})

test('a backup has a name of any letters', async () => {
  const { backUp } = await inUse()
  const file = join(folder(), "monday's copy 备份.db")
  expect(await backUp(file)).toMatchObject({ exitCode: 0 })
  expect(tablesIn(file)).not.toMatchObject({ n: 0 })
})

test('a backup that is started on says itself that it is one, and holds what was open', async () => {
  const { backUp, checkout } = await inUse()
  const dir = join(folder(), 'data')
  mkdirSync(dir)
  const backupAt = checkout.now() - 60_000
  await backUp(join(dir, databaseFile), () => backupAt)
  const database = {
    location: { kind: 'embedded' as const, dir },
    environment: { DATA_DIR: dir },
    drop: () => Promise.resolve(),
  }
  const paymax = Object.entries(checkout.environment).filter(([name]) => name.startsWith('PAYMAX_'))
  const restored = await openCheckout('embedded', Object.fromEntries(paymax), { database })
  const payer = restored.phone()
  await payer.signedIn('checkout')
  const charge = (orderId: string) => payer.post<Charge>(`api/orders/${orderId}/charges`, {})
  expect(codeOf(await charge(checkout.order.orderId))).toBe('409 charge_in_progress')
  expect((await charge((await restored.merchant.placed()).orderId)).status).toBe(201)
  expect(await restored.rowsOf('restored_gaps')).toBe(1)
  const gap = openDatabaseToRead(database.location)
  expect(await createBackupGapRepository(gap.db).open()).toMatchObject([{ backupAt }])
  await gap.db.destroy()
  // Said once: another start on it is none on a backup.
  const { db } = openDatabaseToRead(database.location)
  expect(await markedBackup(db)).toBeNull()
  await db.destroy()
})

test('of no database, and of one of another build, there is no backup', async () => {
  const { backUp, dir } = await inUse()
  const file = join(folder(), 'copy.db')
  const nowhere = { database: { kind: 'embedded' as const, dir: folder() } }
  expect((await runBackup(nowhere, file, Date.now)).error).toContain('there is no database')
  const database = new LibsqlDatabase(join(dir, databaseFile))
  database.exec("insert into migrations (name, applied_at) values ('9999_later', '')")
  database.close()
  expect((await backUp(file)).error).toContain('by another build')
  expect(existsSync(file)).toBe(false)
})

const run = promisify(execFile)

test('what pg_dump copied under way is started on where it is put back', async ({ skip }) => {
  const server = await startInstalledPostgres()
  if (server === null) return skip('no PostgreSQL is installed')
  const databaseOf = (name: string) => {
    const url = `${server.url}/${name}`
    const location = { kind: 'postgres' as const, url }
    return { location, environment: { DATABASE_URL: url }, drop: () => Promise.resolve() }
  }
  const [from, to] = [databaseOf('copied'), databaseOf('restored')]
  const checkout = await chargedOrder('postgres', {}, {}, { database: from })
  const file = join(folder(), 'copy.dump')
  await run('pg_dump', ['-Fc', '--no-owner', '--file', file, from.location.url])
  const restore = ['--no-owner', '--clean', '--if-exists', '--exit-on-error']
  await run('pg_restore', [...restore, '--dbname', to.location.url, file])
  const RESTORED = new Date(checkout.now() - 60_000).toISOString()
  const other = await checkout.anotherProcess({ ...to.environment, RESTORED })
  expect((await other.merchant.read(checkout.order.orderNo)).body.charges).toHaveLength(1)
  const payer = other.phone()
  await payer.signedIn('checkout')
  const held = await payer.post(`api/orders/${checkout.order.orderId}/charges`, {})
  expect(codeOf(held)).toBe('409 charge_in_progress')
}, 60_000)
