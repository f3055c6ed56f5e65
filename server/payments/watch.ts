import type { Clock } from './deps'

interface Waiter {
  readonly until: number
  readonly stop: () => void
}

interface Watched {
  readonly waiters: Set<Waiter>
  nextLookAt: number
  looking: boolean
  /** How often it was said that something may have happened. */
  changes: number
}

/** What a look came to: `final`, or when the next one makes sense (Unix ms). */
export type Looked = 'final' | { readonly nextLookAt: number }

/** How often it is checked whose time is up and whose look is due. */
const beat = 250

/**
 * Lets requests wait for an order to change. However many wait, there is one beat for all of them and
 * one look per order; the look is what makes the backend ask the gateway.
 *
 * @param look asks in turn and tells whether the order's payment is final; never rejects
 */
export function createWatch(clock: Clock, look: (orderId: string) => Promise<Looked>) {
  const watched = new Map<string, Watched>()
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

  async function lookAt(orderId: string, entry: Watched): Promise<void> {
    if (entry.looking) return
    entry.looking = true
    const changesSeen = entry.changes
    const looked = await look(orderId)
    entry.looking = false
    if (looked === 'final') releaseAll(orderId, entry, () => true)
    else if (entry.changes > changesSeen) await lookAt(orderId, entry)
    else entry.nextLookAt = looked.nextLookAt
  }

  function onBeat(): void {
    const now = clock.now()
    for (const [orderId, entry] of watched) {
      releaseAll(orderId, entry, (waiter) => waiter.until <= now)
      if (entry.waiters.size > 0 && entry.nextLookAt <= now) void lookAt(orderId, entry)
    }
  }

  return {
    /** Resolves when the order's payment is final, when `until` (Unix ms) is past, or on `signal`. */
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
    /** Something may have happened to this order: whoever waits for it looks at once. */
    changed(orderId: string): void {
      const entry = watched.get(orderId)
      if (!entry) return
      entry.changes += 1
      void lookAt(orderId, entry)
    },
    /** Lets everybody go, for shutting down. */
    releaseEveryone(): void {
      for (const [orderId, entry] of [...watched]) releaseAll(orderId, entry, () => true)
    },
  }
}

function newEntry(): Watched {
  return { waiters: new Set(), nextLookAt: 0, looking: false, changes: 0 }
}

export type Watch = ReturnType<typeof createWatch>
