/**
 * Paymax writes money as a decimal of yuan in a JSON number; we count whole fen. The decimal point is moved
 * in the text: nothing is multiplied, divided or rounded.
 */

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
 * A decimal as JSON writes it, with an optional sign and exponent. Its parts cannot overlap, so matching
 * never backtracks.
 */
const DECIMAL = /^(-?)(0|[1-9]\d{0,39})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/** At most 13 digits of whole yuan: with two decimals, a JSON number carries that exactly. */
const mostWhole = 13

/**
 * Digits after the fen are noise where they are all 0 or all 9: less than a hundred millionth of a yuan off.
 * Up to the highest amount, a million yuan, a double is off by at most 6e-11, so a sum of a hundred amounts
 * stays within that; one fen is a million times as much.
 */
const noiseDigits = 6

/**
 * Reads a decimal of yuan, a JSON number or a string, that stands for whole fen. Trailing zeros are accepted,
 * and so is the rounding error of adding doubles (12.879999999999999 is 12.88; 12.885 is refused). A decimal
 * of at most 15 digits survives the way through a double unchanged (ECMA-262 «Number::toString», IEEE 754),
 * so `String` gives back what Paymax wrote. The work is done on digits: only the noise is rounded, so no fen
 * can change.
 * @returns fen; null for anything else: fractions of a fen, negative amounts, too many digits, no decimal
 */
export function fenFromYuan(yuan: unknown): number | null {
  if (typeof yuan !== 'number' && typeof yuan !== 'string') return null
  const [, sign, whole, decimals = '', exponent = '0'] = DECIMAL.exec(String(yuan)) ?? []
  if (whole === undefined) return null
  const { fen, rest } = splitAtFen(whole, decimals, Number(exponent))
  if (fen.length > mostWhole + 2) return null
  const noise = rest.padEnd(noiseDigits, '0').slice(0, noiseDigits)
  const up = noise === '9'.repeat(noiseDigits)
  if (!up && noise !== '0'.repeat(noiseDigits)) return null
  const amount = Number(fen) + Number(up)
  return sign === '-' && amount !== 0 ? null : amount
}

/** The digits before and after the fen's place, once the point is moved; without leading zeros. */
function splitAtFen(whole: string, decimals: string, exponent: number) {
  const digits = whole + decimals
  const at = whole.length + exponent + 2
  const before = at > 0 ? digits.padEnd(at, '0').slice(0, at) : ''
  const behind = at > 0 ? digits.slice(at) : '0'.repeat(-at) + digits
  return { fen: before.replace(/^0+/, ''), rest: behind }
}
