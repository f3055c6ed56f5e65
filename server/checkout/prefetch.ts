/** How long a result is kept, in ms. After that the page's own request does the work again. */
const goodFor = 5_000
/** In ms. Longer than the work itself takes, plus the time its result is kept. */
const keptFor = 40_000
const mostKept = 10_000

/**
 * Work that started with the request for a page, while the page was still on its way to the phone. The page's
 * own request joins it, under way or done, by a key that only its own browser can name.
 */
export interface Prefetch<Result> {
  /** Starts once per key. `work` may fail; whoever joins it sees the failure. */
  begin(key: string, work: () => Promise<Result>): void
  /** Takes over the result; null where this process started nothing under this key in the last seconds. */
  join(key: string): Promise<Result> | null
}

interface Begun<Result> {
  readonly result: Promise<Result>
  readonly at: number
  /** Null while the work is under way. */
  endedAt: number | null
}

/** @param background registers each piece of work, so that shutting down waits for it */
export function createPrefetch<Result>(
  now: () => number,
  background: (name: string, work: Promise<void>) => void,
): Prefetch<Result> {
  const begun = new Map<string, Begun<Result>>()

  /** In the order in which they were started, so the oldest come first. */
  function forgetOld(): void {
    for (const [key, { at }] of begun) {
      const isOld = Math.abs(now() - at) > keptFor
      if (!isOld && begun.size < mostKept) return
      begun.delete(key)
    }
  }

  return {
    begin(key, work) {
      forgetOld()
      if (begun.has(key)) return
      const one: Begun<Result> = { result: work(), at: now(), endedAt: null }
      begun.set(key, one)
      const end = () => {
        one.endedAt = now()
      }
      // The page's request reports the failure. If no such request comes, nobody was promised anything.
      background('a head start', one.result.then(end, end))
    },
    join(key) {
      const found = begun.get(key)
      begun.delete(key)
      if (!found) return null
      const isGood = found.endedAt === null || Math.abs(now() - found.endedAt) <= goodFor
      return isGood ? found.result : null
    },
  }
}
