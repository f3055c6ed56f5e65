import { setMaxListeners } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import type { Problem } from '../../server/contract/problems'
import type { Book } from './book'
import type { Aim } from './instants'

export interface Heard<Body> {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
  /** Unix ms: when the request that was answered left, and when its answer was there. */
  readonly sentAt: number
  readonly at: number
}

/** The outside has gone home: whatever it still waited for, it will not hear. */
export class Abandoned extends Error {}

/** A dumb client: one process after the other, and the same again where no answer came. */
export interface Client {
  send: <Body>(path: string, init?: RequestInit) => Promise<Heard<Body>>
  /** Waits like a person, unless everybody has gone home. */
  wait: (ms: number) => Promise<void>
  readonly abandoned: () => boolean
  abandon: () => void
}

/** Longer than a request may take that waits for somebody else's create call. */
const patience = 45_000

export function createClient(bases: readonly URL[], aim: Aim, book: Book): Client {
  const over = new AbortController()
  // Everybody who waits listens to it.
  setMaxListeners(0, over.signal)
  let turn = 0

  function nextProcess(): number {
    turn = (turn + 1) % bases.length
    return turn
  }

  async function attempt<Body>(path: string, init: RequestInit): Promise<Heard<Body> | null> {
    const index = nextProcess()
    const sentAt = Date.now()
    try {
      const signal = AbortSignal.any([over.signal, AbortSignal.timeout(patience)])
      const url = new URL(path, bases[index])
      const response = await fetch(url, { ...init, redirect: 'manual', signal })
      const heard = await read<Body>(response, sentAt)
      if (heard.status < 300 && init.method === 'POST') aim.happened('a 2xx was received', index)
      return heard
    } catch {
      if (over.signal.aborted) throw new Abandoned()
      return null
    }
  }

  async function wait(ms: number): Promise<void> {
    try {
      await pause(ms, undefined, { signal: over.signal })
    } catch {
      throw new Abandoned()
    }
  }

  return {
    wait,
    abandoned: () => over.signal.aborted,
    abandon: () => over.abort(),
    async send<Body>(path: string, init: RequestInit = {}) {
      for (;;) {
        const heard = await attempt<Body>(path, init)
        if (heard) {
          book.counts.requests += 1
          if (heard.status >= 400) count(book.refusals, `${heard.status} ${codeOf(heard)}`)
          if (heard.status === 500) book.broken(`500 for ${init.method ?? 'GET'} ${path}`)
          return heard
        }
        book.counts.lostAnswers += 1
        await wait(250)
      }
    },
  }
}

async function read<Body>(response: Response, sentAt: number): Promise<Heard<Body>> {
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  const body = (json ? JSON.parse(text) : text) as Body
  return { status: response.status, headers: response.headers, body, sentAt, at: Date.now() }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** The stable code of a failure; empty where it is none. */
export function codeOf(heard: Heard<unknown>): string {
  return heard.status < 400 ? '' : (heard.body as Problem).code
}
