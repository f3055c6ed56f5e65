import { DatabaseUnavailable, type UnavailableReason } from '../../runtime/database-unavailable'

/** SQLite's primary result codes that concern the file and not the statement. */
const troubles: ReadonlyMap<number, UnavailableReason> = new Map([
  [5, 'locked'],
  [6, 'locked'],
  [7, 'broken'],
  [8, 'read_only'],
  [10, 'broken'],
  [11, 'broken'],
  [13, 'full'],
  [14, 'gone'],
  [26, 'broken'],
])

/** @returns the error to throw; unchanged where the statement itself is to blame */
export function sqliteError(error: unknown): unknown {
  const trouble = troubleOf(error)
  return trouble ? new DatabaseUnavailable(trouble, error) : error
}

export function isLocked(error: unknown): boolean {
  return error instanceof DatabaseUnavailable && error.trouble === 'locked'
}

function troubleOf(error: unknown): UnavailableReason | undefined {
  const raw = error instanceof Error && 'rawCode' in error ? error.rawCode : undefined
  // The upper bits say which kind of lock, or which call failed.
  return typeof raw === 'number' ? troubles.get(raw & 0xff) : undefined
}
