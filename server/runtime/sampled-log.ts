import type { Log, OutageLog } from '../payments/core/deps'

/** In ms: at most one line of each kind in this time. */
const quiet = 60_000

/**
 * Logs warnings that strangers can cause at will: the first of each kind, then at most one a minute, with how
 * many were left out. `kind` must not contain a stranger's value.
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

/** The same for any message, each with kinds of its own. */
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
