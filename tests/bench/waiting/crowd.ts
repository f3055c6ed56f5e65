import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { backendMain } from '../setting/node-process'
import type { Told, Waiting } from './client-process'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What a backend tells of itself; memory in bytes, after a collection. */
export interface Look {
  readonly statements: number
  readonly timers: number
  readonly sockets: number
  readonly rss: number
  readonly heapUsed: number
  readonly cpuMs: number
}

export interface Backend {
  look: () => Promise<Look>
  stop: () => Promise<void>
}

/** The production backend, with what counts its statements in front of it. */
export function startCounted(environment: Record<string, string>): Backend {
  const args = ['--expose-gc', '--import', at('counting.mjs'), backendMain]
  const child = spawn(process.execPath, args, {
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  return {
    async look() {
      const answer = once(child, 'message')
      child.send('look')
      return (await answer)[0] as Look
    },
    async stop() {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

export interface Crowd {
  /** Resolves when as many have been answered since it was asked. @returns when each was */
  answers: (count: number) => Promise<{ readonly orderId: string; readonly at: number }[]>
  leave: () => Promise<void>
}

/** No address has ports for everybody. */
const perProcess = 2_500
/** Nor may it ask more often than this in a minute. */
export const mostAsked = 6_000

/** Lets a request wait for each of these orders, from processes of their own. */
export function gather(url: string, orderIds: readonly string[]): Crowd {
  const children: ChildProcess[] = []
  const answered: { orderId: string; at: number }[] = []
  let failure: string | null = null
  for (let first = 0; first < orderIds.length; first += perProcess) {
    const localAddress = `127.0.0.${String(children.length + 2)}`
    const waiting: Waiting = {
      url,
      localAddress,
      orderIds: orderIds.slice(first, first + perProcess),
    }
    const child = fork(at('client-process.ts'), [JSON.stringify(waiting)], {
      execArgv: ['--import', 'tsx'],
    })
    child.on('message', (told: Told) => {
      if (told.kind === 'answered') answered.push(told)
      else failure = told.reason
    })
    children.push(child)
  }
  return {
    async answers(count) {
      while (answered.length < count && failure === null) await pause(5)
      if (failure !== null) throw new Error(`One who waits was told: ${failure}`)
      return answered.splice(0)
    },
    async leave() {
      await Promise.all(
        children.map(async (child) => {
          const ended = once(child, 'exit')
          child.disconnect()
          await ended
        }),
      )
    },
  }
}

/** Until that many connections are open and nobody is on the way any more. */
export async function untilOpen(backend: Backend, crowd: Crowd, count: number): Promise<Look> {
  for (let looks = 0; looks < 60; looks += 1) {
    await crowd.answers(0)
    const look = await backend.look()
    if (look.sockets >= count) return look
    await pause(2_000)
  }
  throw new Error(`Never were ${String(count)} connections open.`)
}
