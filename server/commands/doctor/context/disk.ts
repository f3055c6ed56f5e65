import { existsSync, statfsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Disk } from './context'

/** Linux's type number of a file system in memory. */
const tmpfs = 0x01021994

export function diskOf(dir: string): Disk | null {
  try {
    const { type, bsize, blocks, bavail } = statfsSync(nearestThere(dir))
    return { size: blocks * bsize, free: bavail * bsize, inMemory: type === tmpfs }
  } catch {
    return null
  }
}

/** The folder is created at the first start. */
export function nearestThere(dir: string): string {
  let path = resolve(dir)
  while (!existsSync(path) && dirname(path) !== path) path = dirname(path)
  return path
}
