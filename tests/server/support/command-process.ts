import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface CommandProcess {
  readonly process: ChildProcess
  /** What it has said on standard error so far. */
  readonly complained: () => string
  /** The exit code is null where a signal ended it. */
  readonly ended: Promise<{ exitCode: number | null; out: string; error: string }>
}

/**
 * A command as it is run in production, in a process of its own with this environment alone.
 * @param script the built backend, beside which the commands stand
 */
export function startCommand(
  script: string,
  [name, ...args]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
): CommandProcess {
  const child = spawn(process.execPath, [join(dirname(script), `${name}.js`), ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...environment },
  })
  const said = { out: '', error: '' }
  child.stdout.on('data', (chunk: Buffer) => void (said.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => void (said.error += chunk.toString()))
  const closed = once(child, 'close')
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await closed
  })
  const ended = closed.then(([exitCode]) => ({ exitCode: exitCode as number | null, ...said }))
  return { process: child, complained: () => said.error, ended }
}
