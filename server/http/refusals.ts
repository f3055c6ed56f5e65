import type { ErrorCode } from '../contract/problems'
import type { LimitName } from '../config/limits'
import type { Log } from '../payments/core/deps'
import { createSampledWarning } from '../runtime/sampled-log'

/** Answers that nobody gets by mistake for long: each kind of them is told in the log. */
const telling: ReadonlySet<ErrorCode> = new Set([
  'unauthorized',
  'signature_invalid',
  'forbidden_origin',
])

/** Counts by `;`-separated labels. */
type Counts = ReadonlyMap<string, number>

/**
 * What was refused: counted by error code and route, by limit, and told in the log, a sample of it. Nothing
 * of a request is kept but where it came from and which route it was for.
 */
export interface Refusals {
  /** A request was answered with a problem. @param route as it was registered */
  answered(code: ErrorCode, route: string, address: string): void
  /** Nothing was left of a limit. */
  limited(limit: LimitName, route: string, address: string): void
  /** By `code` and `route`. */
  readonly problems: Counts
  /** By `limit`. */
  readonly limits: Counts
}

export function createRefusals(now: () => number, log: Log): Refusals {
  const problems = new Map<string, number>()
  const limits = new Map<string, number>()
  const tell = createSampledWarning(now, log, 'refused')

  return {
    problems,
    limits,
    answered(code, route, address) {
      add(problems, `${code};${route}`)
      if (telling.has(code)) tell(`${code} ${route}`, { route, address })
    },
    limited(limit, route, address) {
      add(limits, limit)
      tell(`limit ${limit}`, { route, address })
    },
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
