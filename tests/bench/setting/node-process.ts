import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { get } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('../../../', import.meta.url))
/** The production backend. */
export const backendMain = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url))

export interface NodeProcess {
  readonly pid: number
  /** When it was started, by `performance.now()`. */
  readonly startedAt: number
  readonly ended: Promise<void>
  stop: () => Promise<void>
}

/** A Node.js of this run's own version, with this environment alone; what it complains of is shown. */
export function startNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): NodeProcess {
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    cwd: project,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${process.execPath} could not be started.`)
  const ended = once(child, 'exit').then(() => undefined)
  return {
    pid,
    startedAt,
    ended,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** How often it is looked whether a process is ready. In ms. */
const lookEvery = 2

/** @returns how long after its start the process first answered 200 here, in ms */
export async function readyAfter({ startedAt, ended }: NodeProcess, url: string): Promise<number> {
  const over = ended.then((): never => {
    throw new Error(`The process ended before ${url} answered.`)
  })
  await Promise.race([untilAnswers(url), over])
  over.catch(() => undefined)
  return performance.now() - startedAt
}

/** Resolves when this address answers 200. */
export async function untilAnswers(url: string): Promise<void> {
  while ((await statusOf(url)) !== 200) await pause(lookEvery)
}

/** The status of an answer; 0 where nobody listens yet. */
function statusOf(url: string): Promise<number> {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    }).on('error', () => resolve(0))
  })
}

/** @returns the memory of a process that is resident, in MB */
export async function residentMemory(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}
