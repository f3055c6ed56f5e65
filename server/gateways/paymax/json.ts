import { parseJson } from '../../runtime/parse-json'

/** Paymax nests some objects as JSON text inside JSON (`jsApiParams`). An object is returned as it is. */
export function unwrapJson(value: unknown): unknown {
  return typeof value === 'string' ? parseJson(value) : value
}
