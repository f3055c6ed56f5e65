/** Pictures of the catalogue's items: read once at start, so that an item cannot lose its picture later. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname, extname, isAbsolute, resolve, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.webp': 'image/webp',
  '.svg': 'image/svg+xml',
}
/** In bytes. Payers load it over mobile networks. */
const MAX_KIB = 300

export interface Picture {
  /** With its dot, in lower case. */
  readonly extension: string
  readonly type: string
  readonly bytes: Buffer
  readonly etag: string
}

/**
 * @param catalogFile the picture must be in its folder or below
 * @returns what is wrong with it, as the end of a sentence, where it cannot be used
 */
export function readPicture(catalogFile: string, path: string): Picture | string {
  const extension = extname(path).toLowerCase()
  const type = types[extension]
  if (type === undefined) return `must be one of ${Object.keys(types).join(', ')}`
  const folder = dirname(resolve(catalogFile))
  const file = resolve(folder, path)
  if (isAbsolute(path) || !file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) {
    return 'must be the path of a file in the catalogue’s folder or below it'
  }
  try {
    const bytes = readFileSync(file)
    if (bytes.length === 0) return 'is an empty file'
    if (bytes.length > MAX_KIB * 1024) {
      return `has ${Math.ceil(bytes.length / 1024)} KiB; at most ${MAX_KIB} are allowed: make it smaller`
    }
    const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
    return { extension, type, bytes, etag }
  } catch {
    return 'cannot be read: correct the path or the file'
  }
}
