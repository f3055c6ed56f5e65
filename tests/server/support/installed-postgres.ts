/** A PostgreSQL of the machine's own packages: `pg_dump` copies none that is newer than itself. */
import { execFile, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'

const run = promisify(execFile)

export interface InstalledPostgres {
  /** Without a database's name; it has `copied` and `restored`. */
  readonly url: string
  /** The path of its certificate, which is of `localhost` and signed by itself. */
  readonly certificate: string
  /** How its own machine reaches it without the network, for `PGHOST` and `PGPORT`. */
  readonly socket: { readonly folder: string; readonly port: string }
}

/**
 * @param superuser who may do everything
 * @param overNetwork what others have to show
 * @returns null where none is installed; in continuous integration that is an error
 */
export async function startInstalledPostgres(
  superuser = 'checkout',
  overNetwork: 'trust' | 'scram-sha-256' = 'trust',
): Promise<InstalledPostgres | null> {
  const bin = await binaries()
  if (bin === null) {
    if (process.env['CI'] !== undefined) throw new Error('no PostgreSQL is installed')
    return null
  }
  const dir = mkdtempSync(join(tmpdir(), 'installed-postgres-'))
  const user = await whoRunsIt()
  if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid)
  await run(join(bin, 'initdb'), ['-A', 'trust', '-U', superuser, '-D', dir], user)
  writeFileSync(join(dir, 'pg_hba.conf'), `local all all trust\nhost all all all ${overNetwork}\n`)
  const [key, certificate] = [join(dir, 'server.key'), join(dir, 'server.crt')]
  const self = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', key, '-out', certificate]
  await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...files, ...self], user)
  const port = await freePort()
  const settings = ['-D', dir, '-p', String(port), '-k', dir, '-c', 'fsync=off', '-c', 'ssl=on']
  const server = spawn(join(bin, 'postgres'), settings, { ...user, stdio: 'ignore' })
  const ended = once(server, 'exit')
  onTestFinished(async () => {
    server.kill('SIGINT')
    await ended
    rmSync(dir, { recursive: true, force: true })
  })
  const own = { host: dir, port, user: superuser, database: 'postgres' }
  await expect.poll(() => answers(own), { timeout: 20_000 }).toBe(true)
  const url = `postgres://${superuser}@127.0.0.1:${port}`
  return { url, certificate, socket: { folder: dir, port: String(port) } }
}

async function binaries(): Promise<string | null> {
  try {
    return (await run('pg_config', ['--bindir'])).stdout.trim()
  } catch {
    return null
  }
}

/** It refuses to run as root. */
async function whoRunsIt(): Promise<{ uid?: number; gid?: number }> {
  if (process.getuid?.() !== 0) return {}
  const number = async (option: string) => Number((await run('id', [option, 'postgres'])).stdout)
  return { uid: await number('-u'), gid: await number('-g') }
}

async function answers(superuser: pg.ClientConfig): Promise<boolean> {
  const client = new pg.Client(superuser)
  try {
    await client.connect()
    await client.query('create database copied')
    await client.query('create database restored')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
