import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '../../mocks/sandbox/demo/ports'

const script = fileURLToPath(new URL('postgres-process.ts', import.meta.url))

/** Starts a PostgreSQL that keeps every commit. @returns the address of an empty database in it */
export async function startPostgres(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'checkout-campaign-server-'))
  const port = await freePort()
  const args = ['--import', 'tsx', script, dir, String(port)]
  const server = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await Promise.race([
    new Promise<void>((resolve) => server.stdout.once('data', () => resolve())),
    ended.then(() => {
      throw new Error('PostgreSQL did not start')
    }),
  ])
  return {
    url: `postgres://checkout:checkout@127.0.0.1:${port}/campaign`,
    async stop() {
      server.stdin.end()
      await ended
      await rm(dir, { recursive: true, force: true })
    },
  }
}
