import type { Log, OutageLog } from '../payments/core/deps'

/** Of each kind, at most one line in so many ms. */
const quiet = 60_000

/**
 * Warns of what strangers can cause as often as they like: the first of each kind, then at most one line a
 * minute, with how many were left out. `kind` takes no value of a stranger's making.
 */
export function createSampledWarning(
  now: () => number,
  log: Log,
  message: string,
  level: 'warn' | 'error' = 'warn',
) {
  const told = new Map<string, { at: number; leftOut: number }>()

  return (kind: string, fields: object): void => {
    const last = told.get(kind)
    const at = now()
    if (last && Math.abs(at - last.at) < quiet) {
      last.leftOut += 1
      return
    }
    told.set(kind, { at, leftOut: 0 })
    log[level]({ kind, ...fields, leftOut: last?.leftOut ?? 0 }, message)
  }
}

/** The same for messages of any words, each with kinds of its own. */
export function createOutageLog(now: () => number, log: Log): OutageLog {
  const warnings = new Map<string, ReturnType<typeof createSampledWarning>>()
  return {
    warn(fields, message, kind) {
      const warn = warnings.get(message) ?? createSampledWarning(now, log, message)
      warnings.set(message, warn)
      warn(kind, fields)
    },
  }
}
