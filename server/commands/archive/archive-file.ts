import { open } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

export interface ArchiveFile {
  /** Appends each value as a line of JSON. Synced to disk when it returns. */
  append(values: readonly unknown[]): Promise<void>
  close(): Promise<void>
}

/**
 * A file of this run only, readable by its owner only: it contains personal data.
 * @throws where it exists already: the file of an earlier run is never changed
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

/** Without this, a power cut could keep the bytes and lose the file's name. */
export async function syncFolderOf(path: string): Promise<void> {
  const folder = await open(dirname(resolve(path)), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
