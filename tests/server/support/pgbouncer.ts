/** PgBouncer in transaction mode, as Debian packages it, in front of the tests' PostgreSQL. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { hasProgram } from '../../set-up/machine'

/** In continuous integration a missing PgBouncer fails its tests; on a person's machine they are left out. */
export const leftOut =
  !hasProgram('pgbouncer') && ['', 'false'].includes(process.env['CI'] ?? '')
    ? ' (left out: there is no PgBouncer here)'
    : null

/**
 * Starts it with its own defaults but for the mode, and few connections, so that each of ours meets many of its.
 * @returns the same database, through it; stopped when the test is over
 */
export async function startPgbouncer(databaseUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'checkout-pgbouncer-'))
  await chmod(folder, 0o755)
  const port = await freePort()
  const url = new URL(databaseUrl)
  const file = (name: string) => join(folder, name)
  await writeFile(file('users.txt'), `"${url.username}" "${url.password}"\n`)
  await writeFile(
    file('pgbouncer.ini'),
    [
      '[databases]',
      `* = host=${url.hostname} port=${url.port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = plain',
      `auth_file = ${file('users.txt')}`,
      'pool_mode = transaction',
      'default_pool_size = 3',
    ].join('\n'),
  )
  // It refuses to run as root, and then is nobody.
  const asNobody = process.getuid?.() === 0 ? ['-u', 'nobody'] : []
  const child = spawn('pgbouncer', [...asNobody, file('pgbouncer.ini')], {
    // Debian keeps servers where a person's PATH may not lead.
    env: { PATH: [process.env['PATH'], '/usr/sbin'].join(delimiter) },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = once(child, 'exit').catch((error: unknown) => [error])
  onTestFinished(async () => {
    child.kill('SIGINT')
    await ended
    await rm(folder, { recursive: true, force: true })
  })
  const came = await Promise.race([untilListening(port), ended.then(() => false)])
  if (!came) throw new Error(`PgBouncer did not start: ${said}`)
  url.port = String(port)
  return url.href
}

async function untilListening(port: number): Promise<true> {
  for (;;) {
    const socket = connect(port, '127.0.0.1')
    const opened = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (opened) return true
    await pause(20)
  }
}
