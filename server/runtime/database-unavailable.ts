/** Why a valid statement cannot be executed at the moment. */
export type UnavailableReason = 'locked' | 'full' | 'read_only' | 'gone' | 'slow' | 'broken'

/**
 * The database cannot work at the moment, whatever the statement. Nothing unacknowledged counts as done, and
 * the same may be tried again later.
 */
export class DatabaseUnavailable extends Error {
  readonly trouble: UnavailableReason

  constructor(trouble: UnavailableReason, cause: unknown) {
    super(`${trouble}: ${reasonOf(cause)}`, { cause })
    this.name = 'DatabaseUnavailable'
    this.trouble = trouble
  }
}

/** If several addresses of a host were tried, the error has a code but no message. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}
