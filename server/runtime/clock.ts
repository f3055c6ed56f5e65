import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../payments/core/deps'

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => sleep(ms),
  every(ms, beat) {
    const timer = setInterval(beat, ms)
    return () => clearInterval(timer)
  },
}
