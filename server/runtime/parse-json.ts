/** @returns the parsed JSON, bytes read as UTF-8; undefined where it is invalid */
export function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
