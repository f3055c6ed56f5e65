import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'

/** The pages have routes of their own. The compressed files beside the others are not addresses of their own. */
const left = /\.(?:html|br|gz)$/

/**
 * Lists the files of the built SPA once, at the start: an address is a file's because it is in this list, and
 * not because of what it looks like.
 * @returns their paths within `clientDir`, with `/` between the parts, as `assets/index-1a2b.js`
 */
export async function listBuiltFiles(clientDir: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(clientDir, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory() && !left.test(entry.name))
    .map((entry) => relative(clientDir, join(entry.parentPath, entry.name)))
  return new Set(paths.map((path) => path.split(sep).join('/')))
}
