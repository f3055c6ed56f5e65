import { DatabaseUnavailable, type UnavailableReason } from '../../runtime/database-unavailable'

/** SQLSTATE classes that concern the server and not the statement. */
const troubles: readonly (readonly [string, UnavailableReason])[] = [
  ['25006', 'read_only'],
  ['40', 'locked'],
  ['53100', 'full'],
  ['53', 'broken'],
  ['55P03', 'locked'],
  ['55', 'broken'],
  ['57014', 'slow'],
  ['57', 'gone'],
  ['58', 'broken'],
  ['08', 'gone'],
  ['F0', 'broken'],
  ['XX', 'broken'],
]

/** @returns the error to throw; unchanged where the statement itself or our own code is to blame */
export function postgresError(error: unknown): unknown {
  const trouble = troubleOf(error)
  return trouble ? new DatabaseUnavailable(trouble, error) : error
}

/**
 * Whether the connection can still be used. Not one to a read-only server: another server may have taken its
 * place, and only a new connection finds it.
 */
export function survives(error: unknown): boolean {
  const trouble = troubleOf(error)
  return isAnswer(error) && (trouble === undefined || trouble === 'slow' || trouble === 'locked')
}

/**
 * Whether the server itself reported it, with a severity and an SQLSTATE. Recognised by its shape, because
 * the driver and its classes are not loaded where there is no PostgreSQL.
 */
function isAnswer(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error &&
    'severity' in error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^[0-9A-Z]{5}$/.test(error.code)
  )
}

function troubleOf(error: unknown): UnavailableReason | undefined {
  if (isAnswer(error)) {
    return troubles.find(([beginning]) => error.code.startsWith(beginning))?.[1]
  }
  if (error instanceof TypeError || error instanceof RangeError) return undefined
  // Refused, reset, time-out: everything else is not an answer of the server.
  return 'gone'
}
