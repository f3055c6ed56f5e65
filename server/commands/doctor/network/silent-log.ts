import type { Clock, Log } from '../../../payments/core/deps'

/** A command prints its findings; what adapters log would only get in the way. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** For commands, which repeat nothing. */
export const standingClock = (now: () => number): Clock => ({
  now,
  sleep: () => Promise.resolve(),
  every: () => () => {},
})
