import { chmodSync, closeSync, mkdirSync, openSync, readdirSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'

/** SQLite gives the files beside it (`-wal`, `-shm`) the mode of this one. */
export const databaseFile = 'checkout.db'

const forOwner = { folder: 0o700, file: 0o600 }
const others = 0o077
const sticky = 0o1000

/** What others could read, and whether that has been fixed. */
export interface Exposed {
  readonly path: string
  readonly tightened: boolean
}

/**
 * Makes the database's folder and file accessible to their owner only, also where they exist already: they
 * contain personal data.
 * @returns what others could access; what could not be changed stays as it is and is reported
 * @throws where the folder cannot be created
 */
export function keepPrivate(dir: string): readonly Exposed[] {
  const isNew = mkdirSync(dir, { recursive: true, mode: forOwner.folder }) !== undefined
  makeFile(join(dir, databaseFile))
  // Windows has no such modes.
  if (process.platform === 'win32') return []
  const files = readdirSync(dir).filter((name) => name.startsWith(databaseFile))
  const paths = files.map((name) => join(dir, name))
  return [...(isNew ? [] : [dir]), ...paths].flatMap((path) => tighten(path) ?? [])
}

/**
 * If it cannot be created, opening the database says why. An existing file is not opened: closing it again
 * would release every lock that this process holds on it (POSIX).
 */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', forOwner.file))
  } catch {
    return
  }
}

function tighten(path: string): Exposed | null {
  const status = statSync(path, { throwIfNoEntry: false })
  if (!status || (status.mode & others) === 0) return null
  if (isShared(path, status.mode)) return { path, tightened: false }
  try {
    chmodSync(path, status.mode & 0o7777 & ~others)
    return { path, tightened: true }
  } catch {
    return { path, tightened: false }
  }
}

/** A folder that is not the database's own: `/tmp`, or the working directory. */
function isShared(path: string, mode: number): boolean {
  const folder = resolve(path)
  const here = process.cwd()
  return (mode & sticky) !== 0 || here === folder || here.startsWith(folder + sep) || folder === sep
}
