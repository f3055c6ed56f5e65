/** What keeps a sound statement from being carried out, for now. */
export type UnavailableReason = 'locked' | 'full' | 'read_only' | 'gone' | 'slow' | 'broken'

/**
 * The database cannot do its work at the moment, whatever it was asked. Nothing that was not
 * acknowledged counts as done, and the same may be asked again later.
 */
export class DatabaseUnavailable extends Error {
  readonly trouble: UnavailableReason

  constructor(trouble: UnavailableReason, cause: unknown) {
    super(`${trouble}: ${reasonOf(cause)}`, { cause })
    this.name = 'DatabaseUnavailable'
    this.trouble = trouble
  }
}

/** Where several addresses of one host were tried, the error has a code and no words. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.message || ('code' in cause ? String(cause.code) : cause.name)
}
