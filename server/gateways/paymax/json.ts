import { parseJson } from '../../runtime/parse-json'

/** Paymax nests some objects as JSON text inside JSON (`jsApiParams`); an object is let through as is. */
export function unwrapJson(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value
}
