/** Kept for the page's own request this long, in ms: far longer than the page takes to send it. */
const keptFor = 20_000
const mostKept = 10_000

/**
 * Work that began with the request for a page, while the page was still on its way to the phone. The
 * page's own request finds it under way, or done, by a key that only its own browser can name.
 */
export interface HeadStart<Result> {
  /** Begins once; `work` may fail, which is told to who joins it. */
  begin(key: string, work: () => Promise<Result>): void
  /** Takes it over; null where nothing was begun, by this process, in the last seconds. */
  join(key: string): Promise<Result> | null
}

/**
 * @param background is told of everything that is begun, so that shutting down waits for it
 */
export function createHeadStart<Result>(
  now: () => number,
  background: (name: string, work: Promise<void>) => void,
): HeadStart<Result> {
  const begun = new Map<string, { readonly result: Promise<Result>; readonly at: number }>()

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
      const result = work()
      begun.set(key, { result, at: now() })
      // What went wrong is for the page's request to answer; where none comes, nobody was promised anything.
      background('a head start', result.then(ignore, ignore))
    },
    join(key) {
      const found = begun.get(key)
      begun.delete(key)
      return found && Math.abs(now() - found.at) <= keptFor ? found.result : null
    },
  }
}

const ignore = () => undefined
