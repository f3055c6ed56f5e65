/** Parses JSON; undefined for anything else (a proxy's own page, for example). */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
