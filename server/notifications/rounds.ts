/** The same work again and again, one round after the other. */
export interface Rounds {
  /** There is something to do: a round begins, or another one when the present one has ended. */
  readonly wake: () => void
  /** No round begins any more. @returns when the present one has ended */
  stop(): Promise<void>
}

/** @param failed told of a round that was thrown out of; the next one begins with the next wake */
export function createRounds(round: () => Promise<void>, failed: (error: unknown) => void): Rounds {
  let running: Promise<void> | null = null
  let again = false
  let stopping = false

  async function run(): Promise<void> {
    try {
      while (again && !stopping) {
        again = false
        await round()
      }
    } catch (error) {
      failed(error)
    } finally {
      // In the same step as the last look at `again`: a wake in between would be lost.
      running = null
    }
  }

  return {
    wake() {
      if (stopping) return
      again = true
      running ??= run()
    },
    async stop() {
      stopping = true
      await running
    },
  }
}
