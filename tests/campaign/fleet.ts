import { spawn, type ChildProcess } from 'node:child_process'
import { openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** The backend processes, each started again the moment it ends. */
export interface Fleet {
  readonly bases: readonly URL[]
  /** SIGKILL, now. @returns false where it was not running */
  kill: (index: number) => boolean
  /** Who was killed last. */
  readonly victim: () => number
  /** Resolves when this process answers that it is ready. */
  ready: (index: number) => Promise<void>
  /** Kills all at once; they come back with these arguments to Node.js. */
  restartAll: (nodeArguments: string[]) => Promise<void>
  stop: () => Promise<void>
}

export interface FleetOptions {
  readonly main: string
  /** Where each process is to answer, `PUBLIC_URL`'s path included. */
  readonly bases: readonly URL[]
  /** What each process is told. */
  readonly environment: (index: number) => Record<string, string>
  /** Where each process's output goes. */
  readonly logDir: string
  /** A process ended that nobody had killed. */
  readonly onUnasked: (index: number, how: string) => void
}

/** PATH and the like; nothing of what a shell may say of another configuration. */
const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG']

export function startFleet(options: FleetOptions): Fleet {
  const { bases } = options
  const own = Object.fromEntries(kept.map((name) => [name, process.env[name] ?? '']))
  const logs = bases.map((_, index) => openSync(join(options.logDir, `backend-${index}.log`), 'a'))
  const children: (ChildProcess | null)[] = []
  let nodeArguments: string[] = []
  let stopping = false
  let victim = 0

  function start(index: number): void {
    const log = logs[index] ?? 'ignore'
    const child = spawn(process.execPath, [...nodeArguments, options.main], {
      env: { ...own, ...options.environment(index), PORT: bases[index]?.port ?? '' },
      stdio: ['ignore', log, log],
    })
    children[index] = child
    child.once('exit', (code, signal) => {
      children[index] = null
      if (stopping) return
      if (signal !== 'SIGKILL') options.onUnasked(index, `code ${code ?? signal ?? 'unknown'}`)
      start(index)
    })
  }

  function kill(index: number): boolean {
    const child = children[index]
    victim = index
    return child?.exitCode === null && child.signalCode === null && child.kill('SIGKILL')
  }

  async function ready(index: number): Promise<void> {
    const url = new URL('api/readyz', bases[index])
    const giveUpAt = Date.now() + 180_000
    while (!(await answers(url))) {
      if (Date.now() > giveUpAt) throw new Error(`backend ${index} did not become ready`)
      await pause(50)
    }
  }

  async function killAll(): Promise<void> {
    const gone = children
      .filter((child) => child !== null)
      .map((child) => new Promise((end) => child.once('exit', end)))
    for (const index of bases.keys()) kill(index)
    await Promise.all(gone)
  }

  // However this process ends, short of a SIGKILL, they end with it.
  const endAll = () => {
    stopping = true
    for (const index of bases.keys()) kill(index)
  }
  process.once('exit', endAll)

  for (const index of bases.keys()) start(index)
  return {
    bases,
    kill,
    victim: () => victim,
    ready,
    async restartAll(args) {
      nodeArguments = args
      await killAll()
      await Promise.all([...bases.keys()].map(ready))
    },
    async stop() {
      stopping = true
      process.off('exit', endAll)
      await killAll()
    },
  }
}

async function answers(url: URL): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
  await response?.arrayBuffer().catch(() => null)
  return response?.status === 200
}
