/** How long a result is kept, in ms. After that the page's own request asks again. */
const goodFor = 5_000
/** In ms: longer than any work takes, and what it came to is good. */
const keptFor = 40_000
const mostKept = 10_000

/**
 * Work that began with the request for a page, while the page was still on its way to the phone. The
 * page's own request finds it under way, or done, by a key that only its own browser can name.
 */
export interface Prefetch<Result> {
  /** Begins once; `work` may fail, which is told to who joins it. */
  begin(key: string, work: () => Promise<Result>): void
  /** Takes it over; null where nothing was begun, by this process, in the last seconds. */
  join(key: string): Promise<Result> | null
}

interface Begun<Result> {
  readonly result: Promise<Result>
  readonly at: number
  /** Null while it is under way. */
  endedAt: number | null
}

/**
 * @param background is told of everything that is begun, so that shutting down waits for it
 */
export function createPrefetch<Result>(
  now: () => number,
  background: (name: string, work: Promise<void>) => void,
): Prefetch<Result> {
  const begun = new Map<string, Begun<Result>>()

  /** In the order in which they were begun, so the oldest come first. */
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
      // What went wrong is for the page's request to answer; where none comes, nobody was promised anything.
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
