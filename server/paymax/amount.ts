/**
 * Paymax writes money as a decimal of yuan in a JSON number; we count whole fen. Every digit is moved
 * as text: nothing is multiplied, divided or rounded.
 */

/** At most 15 digits in all: the longest decimals that a JSON number is sure to carry unchanged. */
const YUAN = /^(0|[1-9]\d{0,12})(?:\.(\d{1,2}))?$/

/**
 * @param fen a whole number, 0 or more
 * @returns yuan, as the number whose JSON text is the exact decimal: 1 → 0.01, 1250 → 12.5
 * @throws RangeError for what is not a whole number of fen
 */
export function yuanFromFen(fen: number): number {
  if (!Number.isSafeInteger(fen) || fen < 0) throw new RangeError('fen must be a whole number')
  const digits = String(fen).padStart(3, '0')
  return Number(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
}

/**
 * Reads a decimal of yuan, as a JSON number or as a string of digits.
 * A decimal of at most 15 digits and the text of the number it parses to are the same
 * (ECMA-262 «Number::toString», IEEE 754 double), so `String` gives back what Paymax wrote.
 * @returns fen; null for anything else: more than 2 decimals, a sign, an exponent, too many digits
 */
export function fenFromYuan(yuan: unknown): number | null {
  if (typeof yuan !== 'number' && typeof yuan !== 'string') return null
  const [, whole, decimals = ''] = YUAN.exec(String(yuan)) ?? []
  return whole === undefined ? null : Number(whole + decimals.padEnd(2, '0'))
}
