import { spawn, type ChildProcess } from 'node:child_process'
import { search } from './search'
import type { Tally } from './tally'

/** What a searching process says now and then. */
export interface Said {
  /** What came since it last said something. */
  readonly tally: Tally
  readonly broken: number | null
  /** s of processor time since it started */
  readonly processor: number
}

export interface Range {
  readonly from: number
  readonly seeds: number
  readonly minutes: number
}

/** One of the searching processes: every `step`-th seed is its own. */
export async function work({ from, seeds, minutes }: Range, step: number): Promise<void> {
  const say = (tally: Tally, broken: number | null = null) => {
    const { user, system } = process.cpuUsage()
    process.send?.({ tally, broken, processor: (user + system) / 1e6 } satisfies Said)
  }
  const until = Date.now() + minutes * 60_000
  const { tally, broken } = await search({ from, step, seeds, until }, (so) => say(so))
  say(tally, broken)
}

/**
 * Searches in several processes, until one finds something, all have done their share, or it is enough.
 * @param heard says whether it is
 */
export async function inParallel(
  { from, seeds, minutes }: Range,
  workers: number,
  heard: (said: Said, worker: number) => boolean,
): Promise<void> {
  const children: ChildProcess[] = []
  let over = false
  const one = (worker: number) =>
    new Promise<void>((resolve, reject) => {
      const share = Math.ceil((seeds - worker) / workers)
      const given = { from: from + worker, step: workers, seeds: share, minutes }
      const options = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])
      const script = process.argv[1] ?? ''
      const child = spawn(process.execPath, [...process.execArgv, script, ...options], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      children.push(child)
      child.on('message', (message) => {
        const said = message as Said
        if (over) return
        over = heard(said, worker) || said.broken !== null
        if (over) for (const one of children) one.kill()
      })
      child.on('exit', (code) => {
        if (code === 0 || over) resolve()
        else reject(new Error(`a searching process ended with ${String(code)}`))
      })
    })
  await Promise.all(Array.from({ length: workers }, (_, worker) => one(worker)))
}
