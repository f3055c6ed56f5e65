export interface Clock {
  now: () => number
  /** Runs later; returns a function that cancels it. After `stop` nothing runs any more. */
  after: (milliseconds: number, run: () => void) => () => void
  pause: (milliseconds: number) => Promise<void>
  stop: () => void
}

/** Every timer of the sandbox is set here, so that closing it leaves none behind. */
export function createClock(now: () => number = Date.now): Clock {
  const pending = new Set<() => void>()
  let stopped = false

  function after(milliseconds: number, run: () => void): () => void {
    if (stopped) return () => undefined
    const timer = setTimeout(() => {
      pending.delete(cancel)
      run()
    }, milliseconds)
    const cancel = () => {
      clearTimeout(timer)
      pending.delete(cancel)
    }
    pending.add(cancel)
    return cancel
  }

  return {
    now,
    after,
    pause: (milliseconds) => new Promise((resolve) => after(milliseconds, resolve)),
    stop() {
      stopped = true
      for (const cancel of [...pending]) cancel()
    },
  }
}
