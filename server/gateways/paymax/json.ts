/** @returns what the text says as JSON; undefined where it says nothing */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Paymax nests some objects as JSON text inside JSON (`jsApiParams`); an object is let through as is. */
export function unwrapJson(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value
}
