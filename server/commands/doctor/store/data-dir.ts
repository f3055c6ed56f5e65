/** Checks the folder of the embedded database before anything is opened in it. */
import { accessSync, constants, statSync, type Stats } from 'node:fs'
import { join, resolve } from 'node:path'
import { unchecked, wrong, type Finding } from '../../../config/mistakes/finding'
import { databaseFile } from '../../../store/engine/private-files'
import type { Disk, Seams } from '../context/context'
import { nearestThere } from '../context/disk'

const others = 0o077
const gibibyte = 2 ** 30

export function mistakesInDataDir(dir: string, { diskOf }: Pick<Seams, 'diskOf'>): Finding[] {
  const disk = diskOf(dir)
  return [
    ...modes(dir),
    ...owner(dir),
    ...writable(dir),
    ...(disk ? [...memory(dir, disk), ...space(dir, disk)] : []),
  ]
}

/** Windows has no such modes. */
function modes(dir: string): Finding[] {
  const paths = [dir, join(dir, databaseFile)]
  const open = paths.filter((path) => {
    const mode = statusOf(path)?.mode ?? 0
    return process.platform !== 'win32' && (mode & others) !== 0
  })
  if (open.length === 0) return []
  const what = `Other users of this server can read DATA_DIR (${dir}), which contains personal data.`
  return [wrong('data_dir_open', what, `chmod 700 ${dir} && chmod 600 ${dir}/${databaseFile}*`)]
}

/** Below a missing or inaccessible folder nothing can be checked. */
function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function owner(dir: string): Finding[] {
  const uid = statusOf(join(dir, databaseFile))?.uid
  if (uid === undefined || !process.getuid || uid === process.getuid()) return []
  return [
    unchecked(
      'store_of_another_user',
      `The database in DATA_DIR (${dir}) belongs to another user.`,
      'Run npm run doctor as the user of the backend.',
    ),
  ]
}

function writable(dir: string): Finding[] {
  const path = nearestThere(dir)
  try {
    accessSync(path, constants.W_OK | constants.X_OK)
    if (statSync(path).isDirectory()) return []
  } catch {
    // reported below
  }
  return [
    wrong(
      'store_not_writable',
      `DATA_DIR (${dir}) cannot be written to.`,
      `Make the backend’s user the owner of ${resolve(dir)}.`,
    ),
  ]
}

function memory(dir: string, { inMemory }: Disk): Finding[] {
  if (!inMemory) return []
  return [
    wrong(
      'data_dir_in_memory',
      `DATA_DIR (${dir}) is on a file system in memory: all orders are lost when the server restarts.`,
      'Set a folder on a disk, e.g. DATA_DIR=/var/lib/checkout.',
    ),
  ]
}

function space(dir: string, { size, free }: Disk): Finding[] {
  if (free >= gibibyte && free >= size / 20) return []
  const left = `${String(Math.floor(free / 2 ** 20))} MiB of ${String(Math.floor(size / 2 ** 20))}`
  return [
    wrong(
      'disk_nearly_full',
      `The disk of DATA_DIR (${dir}) has ${left} free. When it is full, payments stop.`,
      'Free space, or move old orders out with npm run archive.',
    ),
  ]
}
