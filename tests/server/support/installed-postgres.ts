/** A PostgreSQL of the machine's own packages: `pg_dump` copies none that is newer than itself. */
import { execFile, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
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
}

/** @returns null where none is installed */
export async function startInstalledPostgres(): Promise<InstalledPostgres | null> {
  const bin = await binaries()
  if (bin === null) return null
  const dir = mkdtempSync(join(tmpdir(), 'installed-postgres-'))
  const user = await whoRunsIt()
  if (user.uid !== undefined && user.gid !== undefined) chownSync(dir, user.uid, user.gid)
  await run(join(bin, 'initdb'), ['-A', 'trust', '-U', 'checkout', '-D', dir], user)
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
  const url = `postgres://checkout@127.0.0.1:${port}`
  await expect.poll(() => answers(url), { timeout: 20_000 }).toBe(true)
  return { url, certificate }
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

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: `${url}/postgres` })
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
