import type { ErrorCode } from '../contract/problems'
import { defaultLimits, type LimitName } from '../config/limits'
import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/counter'
import { createSampledWarning } from '../runtime/sampled-log'

/** Answers that nobody gets by mistake for long: each kind of them is told in the log. */
const telling: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'forbidden',
  'signature_invalid',
  'forbidden_origin',
])

/**
 * What was refused: counted by error code and route, by limit, and told in the log, a sample of it. Nothing
 * of a request is kept but where it came from and which route it was for.
 */
export interface Refusals {
  /** There is such a route, so it may fail. @param route as it was registered */
  serves(route: string): void
  /** A request was answered with a problem. @param route as it was registered */
  answered(code: ErrorCode, route: string, address: string): void
  /** Nothing was left of a limit. */
  limited(limit: LimitName, route: string, address: string): void
  /** Somebody that we need did not answer, so a request failed: told once, then once a minute how often. */
  failedElsewhere(code: ErrorCode, route: string, err: unknown): void
  readonly counters: readonly Counter[]
}

export function createRefusals(now: () => number, log: Log): Refusals {
  // Routes as they were registered, codes as they are defined.
  const help = 'Answers that were a problem, by code and route'
  const problems = createCounter('problems', help, 'code', 'route')
  const limitHelp = 'Calls that were over a limit, and pages that came plain for it'
  const limits = createCounter('limited', limitHelp, 'limit')
  for (const name of Object.keys(defaultLimits)) limits.begin(name)
  const tell = createSampledWarning(now, log, 'refused')
  const tellFailed = createSampledWarning(now, log, 'failed', 'error')

  return {
    counters: [problems, limits],
    serves(route) {
      // Each file of the built pages is a route as well.
      if (/\.\w+$/.test(route)) return
      problems.begin('internal_error', route)
    },
    answered(code, route, address) {
      problems.add(code, route)
      if (telling.has(code)) tell(`${code} ${route}`, { route, address })
    },
    failedElsewhere(code, route, err) {
      tellFailed(code, { code, route, err })
    },
    limited(limit, route, address) {
      limits.add(limit)
      tell(`limit ${limit}`, { route, address })
    },
  }
}
