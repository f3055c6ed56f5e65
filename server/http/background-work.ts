import type { Log } from '../payments/core/deps'

/** Work that continues after its request was answered. */
export interface Background {
  /** @param name logged with a failure; never rejects */
  readonly background: (name: string, work: Promise<unknown>) => void
  /** Resolves when all work that was started has ended. */
  readonly ended: () => Promise<void>
}

export function createBackground(log: Log): Background {
  const underWay = new Set<Promise<unknown>>()
  return {
    background(name, work) {
      const tracked = work
        .catch((error: unknown) => log.error({ err: error, work: name }, 'background work failed'))
        .finally(() => underWay.delete(tracked))
      underWay.add(tracked)
    },
    async ended() {
      await Promise.all(underWay)
    },
  }
}
