/** Reads JSON; whatever is none (a proxy's own page, say) is nothing. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
