import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

export interface ArchiveFile {
  /** Each value as a line of JSON. On the disk when it returns. */
  append(values: readonly unknown[]): Promise<void>
  close(): Promise<void>
}

/**
 * A file of this run alone, readable by its owner alone: it names payers.
 * @throws where it is there already: what an earlier run has written is never touched
 */
export async function createArchiveFile(path: string): Promise<ArchiveFile> {
  const file = await open(path, 'ax', 0o600)
  await syncFolderOf(path)
  return {
    async append(values) {
      await file.appendFile(values.map((value) => `${JSON.stringify(value)}\n`).join(''))
      await file.sync()
    },
    close: () => file.close(),
  }
}

/** Without this, a power cut could leave the bytes and take their name. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(resolve(path)), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
