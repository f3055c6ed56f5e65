/** Repeats the same work, one round after the other. */
export interface Rounds {
  /** Starts a round, or another one after the present one. */
  readonly wake: () => void
  /**
   * Starts no more rounds.
   * @returns when the present one has ended
   */
  stop(): Promise<void>
}

/** @param failed called with what a round threw; the next round starts with the next wake */
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
      // No await since `again` was last read: a wake in between would be lost.
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
