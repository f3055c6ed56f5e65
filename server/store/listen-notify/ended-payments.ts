import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { Log } from '../../payments/core/deps'
import type { Tables } from '../schema/tables'
import { openListener, probeChannel, type Listener } from './listener'

/** In ms. */
const ofProduction = {
  /** In ms: the first pause after the connection was lost; each one is twice as long as the one before. */
  firstPause: 250,
  longestPause: 30_000,
  /** How often the connection is tested, and how long a test may take. */
  probeEvery: 15_000,
  probePatience: 5_000,
}

/** Payments that other processes ended, as PostgreSQL notifies them. */
export interface EndedPayments {
  /** Whether a notification would arrive at once; if not, waiting requests rely on the interval. */
  readonly isHearing: () => boolean
  readonly start: () => void
  /** Closes its connection. */
  readonly stop: () => Promise<void>
}

interface Parts {
  /** Bypasses any pooler. */
  readonly url: string
  /** The connection that payments use. */
  readonly db: Kysely<Tables>
  readonly log: Log
  /** The payment of this order has ended. */
  readonly ended: (orderId: string) => void
  /** A notification may have been missed. */
  readonly missed: () => void
  /** Tests pass shorter ones. */
  readonly times?: typeof ofProduction
  /** By default a real pause; a test records how long each is. */
  readonly slept?: typeof sleptUnlessStopped
}

/** Listens for as long as the process runs, and reconnects as needed. Logs an outage once, and its end. */
export function listenForEndedPayments(parts: Parts): EndedPayments {
  const { url, db, log, ended, missed, times = ofProduction, slept = sleptUnlessStopped } = parts
  const stopping = new AbortController()
  const { signal } = stopping
  let listener: Listener | null = null
  let hearing = false
  let isOut = false
  let nextPause = times.firstPause
  let running: Promise<void> = Promise.resolve()

  function begun(): void {
    hearing = true
    nextPause = times.firstPause
    isOut = false
    log.info({}, 'listening for results from other processes')
    missed()
  }

  function failed(error: unknown): void {
    if (signal.aborted || isOut) return
    isOut = true
    log.warn(
      { err: error },
      'not listening for results from other processes: waiting payers see them later',
    )
  }

  /** Sent over a connection that payments use: what is sent there has to arrive here. */
  async function prove(one: Listener): Promise<void> {
    const token = randomUUID()
    const heard = one.hears(token, times.probePatience)
    await sql`select pg_notify(${probeChannel}, ${token})`.execute(db)
    if (!(await heard)) throw one.lost.reason ?? new Error('what DATABASE_URL tells is not heard')
  }

  /** @throws where listening fails or stops */
  async function hear(): Promise<void> {
    listener = await openListener(url, ended)
    const over = AbortSignal.any([signal, listener.lost])
    try {
      await prove(listener)
      begun()
      while (await slept(times.probeEvery, over)) await prove(listener)
      over.throwIfAborted()
    } finally {
      hearing = false
      await listener.close()
    }
  }

  async function run(): Promise<void> {
    do {
      await hear().catch(failed)
    } while (await slept(nextPause, signal).finally(grow))
  }

  function grow(): void {
    nextPause = Math.min(2 * nextPause, times.longestPause)
  }

  return {
    isHearing: () => hearing,
    start() {
      running = run()
    },
    async stop() {
      stopping.abort()
      await listener?.close()
      await running
    },
  }
}

/** @returns false where the signal came first */
export async function sleptUnlessStopped(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false
  await pause(ms, undefined, { signal }).catch(() => undefined)
  return !signal.aborted
}
