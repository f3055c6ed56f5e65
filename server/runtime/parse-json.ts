/** @returns what the text says as JSON, bytes read as UTF-8; undefined where it says nothing */
export function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString())
  } catch {
    return undefined
  }
}
