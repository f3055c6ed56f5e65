import type { Clock, Log } from '../../../payments/core/deps'

/** What is found is printed; what adapters log beside it would only stand in its way. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

/** Nothing is repeated by a command. */
export const standingClock = (now: () => number): Clock => ({
  now,
  sleep: () => Promise.resolve(),
  every: () => () => {},
})
