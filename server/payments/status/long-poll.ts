import { pace } from '../reports/query-charge'
import type { Clock } from '../core/deps'
import type { ChargeRecord } from '../core/records'

interface Waiter {
  readonly until: number
  readonly stop: () => void
}

interface Watched {
  readonly waiters: Set<Waiter>
  nextLookAt: number
  looking: boolean
  /** How often a possible change was reported. */
  changes: number
  /** The charge to query; null where a report could change nothing. */
  charge: ChargeRecord | null
  nextAskAt: number
}

/** The result of reading an order. */
export type OrderReading =
  | 'final'
  | {
      /** When to read it next, Unix ms. */
      readonly nextLookAt: number
      readonly charge: ChargeRecord | null
    }

export interface LongPollReads {
  /** The states of these orders, in one read; missing ones do not exist. Never rejects. */
  look(orderIds: readonly string[]): Promise<ReadonlyMap<string, OrderReading>>
  /** Queries the gateway when the charge's turn has come; a change is reported through `changed`. Never rejects. */
  ask(charge: ChargeRecord): Promise<void>
}

/** In ms: how often time-outs and due reads are checked. */
const beat = 250
/** How many orders are read at once, however many wait; the others take turns. */
const looksPerBeat = 1_000
/** How many queries are started at once: more would delay webhooks. Those not queried for longest come first. */
const asksPerBeat = 25

/**
 * Lets requests wait for an order to change. However many wait, one interval serves them all, with one read
 * per interval, and the gateway is asked once for all who wait for a charge.
 */
export function createLongPoll(clock: Clock, reads: LongPollReads) {
  const watched = new Map<string, Watched>()
  let asking = 0
  let stopBeat: (() => void) | null = null

  function release(orderId: string, entry: Watched, waiter: Waiter): void {
    entry.waiters.delete(waiter)
    if (entry.waiters.size === 0) watched.delete(orderId)
    if (watched.size === 0) {
      stopBeat?.()
      stopBeat = null
    }
    waiter.stop()
  }

  function releaseAll(orderId: string, entry: Watched, due: (waiter: Waiter) => boolean): void {
    for (const waiter of [...entry.waiters]) if (due(waiter)) release(orderId, entry, waiter)
  }

  async function lookAt(entries: readonly (readonly [string, Watched])[]): Promise<void> {
    const seen = entries.map(([, entry]) => entry.changes)
    for (const [, entry] of entries) entry.looking = true
    const looked = await reads.look(entries.map(([orderId]) => orderId))
    const again = entries.filter(([orderId, entry], index) => {
      entry.looking = false
      const changed = entry.changes > (seen[index] ?? 0)
      return !note(orderId, entry, looked.get(orderId) ?? 'final') && changed
    })
    if (again.length > 0) await lookAt(again)
  }

  /** @returns whether nobody waits for it any more */
  function note(orderId: string, entry: Watched, looked: OrderReading): boolean {
    if (looked === 'final') {
      releaseAll(orderId, entry, () => true)
      return true
    }
    const { charge, nextLookAt } = looked
    // A waiting request has just queried itself.
    if (charge?.chargeId !== entry.charge?.chargeId) entry.nextAskAt = nextTurn(charge)
    entry.charge = charge
    entry.nextLookAt = nextLookAt
    return entry.waiters.size === 0
  }

  function nextTurn(charge: ChargeRecord | null): number {
    const now = clock.now()
    return charge ? now + pace(now - charge.createdAt) : Number.POSITIVE_INFINITY
  }

  async function askAbout(entry: Watched, charge: ChargeRecord): Promise<void> {
    entry.nextAskAt = nextTurn(charge)
    asking += 1
    await reads.ask(charge)
    asking -= 1
  }

  function onBeat(): void {
    const now = clock.now()
    const toLookAt: (readonly [string, Watched])[] = []
    const toAskAbout: Watched[] = []
    for (const [orderId, entry] of watched) {
      releaseAll(orderId, entry, (waiter) => waiter.until <= now)
      if (entry.waiters.size === 0) continue
      if (entry.nextLookAt <= now && !entry.looking) toLookAt.push([orderId, entry])
      if (entry.nextAskAt <= now) toAskAbout.push(entry)
    }
    const byTurn = (a: readonly [string, Watched], b: readonly [string, Watched]) =>
      a[1].nextLookAt - b[1].nextLookAt
    if (toLookAt.length > 0) void lookAt(toLookAt.sort(byTurn).slice(0, looksPerBeat))
    toAskAbout.sort((a, b) => a.nextAskAt - b.nextAskAt)
    for (const entry of toAskAbout.slice(0, Math.max(0, asksPerBeat - asking))) {
      if (entry.charge) void askAbout(entry, entry.charge)
    }
  }

  return {
    /** Resolves when the order's payment is final, when `until` (Unix ms) has passed, or on `signal`. */
    wait(orderId: string, until: number, signal: AbortSignal): Promise<void> {
      return new Promise((resolve) => {
        if (signal.aborted) return resolve()
        const entry = watched.get(orderId) ?? newEntry()
        const onAbort = () => release(orderId, entry, waiter)
        const waiter: Waiter = {
          until,
          stop: () => {
            signal.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        signal.addEventListener('abort', onAbort)
        entry.waiters.add(waiter)
        watched.set(orderId, entry)
        stopBeat ??= clock.every(beat, onBeat)
      })
    },
    /** This order may have changed: those who wait for it read it at once. */
    changed(orderId: string): void {
      const entry = watched.get(orderId)
      if (!entry) return
      entry.changes += 1
      if (!entry.looking) void lookAt([[orderId, entry]])
    },
    /** Any order may have changed: all are read in the next interval. */
    anyChanged(): void {
      for (const entry of watched.values()) {
        entry.changes += 1
        entry.nextLookAt = 0
      }
    },
    /** Releases everyone who waits, for shutting down. */
    releaseEveryone(): void {
      for (const [orderId, entry] of [...watched]) releaseAll(orderId, entry, () => true)
    },
  }
}

/** Read in the next interval: changes before somebody started to wait were reported to nobody. */
function newEntry(): Watched {
  return {
    waiters: new Set(),
    nextLookAt: 0,
    looking: false,
    changes: 0,
    charge: null,
    nextAskAt: Number.POSITIVE_INFINITY,
  }
}

export type LongPoll = ReturnType<typeof createLongPoll>
