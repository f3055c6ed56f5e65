import type { ErrorCode } from '../contract/problems'
import { defaultLimits, type LimitName } from '../config/limits'
import type { Log } from '../payments/core/deps'
import { createCounter, type Counter } from '../runtime/metrics/counter'
import { createSampledWarning } from '../runtime/sampled-log'

/** Refusals that a well-behaved client does not meet for long: each kind is logged. */
const telling: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'forbidden',
  'signature_invalid',
  'forbidden_origin',
])

/**
 * Refused requests: counted by error code and route, and by limit, with a sample in the log. Nothing of a
 * request is kept but its network and its route.
 */
export interface Refusals {
  /** Registers a route, so that its counters exist from the start. @param route as registered */
  serves(route: string): void
  /**
   * A request was answered with a problem.
   * @param route as registered
   */
  answered(code: ErrorCode, route: string, address: string): void
  /** A limit was used up. */
  limited(limit: LimitName, route: string, address: string): void
  /**
   * A service that we need did not answer, so a request failed: logged once, then at most once a minute with
   * the count.
   */
  failedElsewhere(code: ErrorCode, route: string, err: unknown): void
  readonly counters: readonly Counter[]
}

export function createRefusals(now: () => number, log: Log): Refusals {
  // Bounded: routes as registered, codes as defined.
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
