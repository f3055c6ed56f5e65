const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Reads bytes as UTF-8 or not at all: replacement characters would be stored, shown and sent on.
 * @returns without a byte order mark; null where any of it is not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** @returns the number, from 1, of the first line that is not UTF-8; null where all are */
export function lineThatIsNotUtf8(bytes: Uint8Array): number | null {
  for (let line = 1, start = 0; start <= bytes.length; line += 1) {
    const end = bytes.indexOf(0x0a, start)
    const stop = end < 0 ? bytes.length : end
    if (decodeUtf8(bytes.subarray(start, stop)) === null) return line
    start = stop + 1
  }
  return null
}
