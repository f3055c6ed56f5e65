import type { Clock } from '../payments/core/deps'

/** What is done again and again in the background. */
export interface Recurring {
  readonly start: () => void
  /** Starts no other round, and waits for the one under way. */
  readonly stop: () => Promise<void>
}

/**
 * Does a round at each beat of the clock. A round that takes longer than a beat goes on alone: the next one starts with
 * the first beat after its end.
 * @param beat in ms
 * @param round never rejects
 */
export function createRecurring(
  clock: Pick<Clock, 'every'>,
  beat: number,
  round: () => Promise<void>,
): Recurring {
  let underWay: Promise<void> | null = null
  let stopBeat = () => {}
  return {
    start() {
      stopBeat = clock.every(beat, () => {
        underWay ??= round().finally(() => {
          underWay = null
        })
      })
    },
    async stop() {
      stopBeat()
      await underWay
    },
  }
}
