import { statSync } from 'node:fs'

interface Status {
  readonly mode: number
  readonly uid: number
}

/** What closes a file to others, as chmod takes it. */
export type Closed = '600' | '640'

/**
 * Whether others than the backend's own user can read a secret's file, or write it. A file of another user, such
 * as root's, was given to the backend by way of its group: so its group may read it.
 * @param own this process's user; undefined where there are no such things, as on Windows
 * @returns what closes it, null where it is closed
 */
export function closing({ mode, uid }: Status, own = process.getuid?.()): Closed | null {
  if (own === undefined) return null
  const isGiven = uid !== own
  return (mode & (isGiven ? 0o026 : 0o066)) === 0 ? null : isGiven ? '640' : '600'
}

/** The same of a file by its path; null where it is not there. */
export function closingOf(path: string): Closed | null {
  const status = statSync(path, { throwIfNoEntry: false })
  return status === undefined ? null : closing(status)
}
