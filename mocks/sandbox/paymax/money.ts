const decimalYuan = /^(\d{1,10})(?:\.(\d{1,2}))?$/

/** Yuan as on the wire: a JSON number or (from Paymax's Node.js client) a string. */
export function readYuan(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const match = decimalYuan.exec(String(value).trim())
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** Division by 100 gives the double nearest to the decimal, so it prints as the decimal. */
export function toYuan(fen: number): number {
  return fen / 100
}

/** Amount fields of answers, at any depth. */
const sums = new Set(['amount', 'amount_settle', 'amount_refunded'])

/** The same object with its amounts written differently; their values stay the same. */
export function rewriteSums<T>(value: T, way: string): T {
  if (way !== 'noise' && way !== 'zeros') return value
  return JSON.parse(
    JSON.stringify(value, (name, one: unknown) => {
      if (!sums.has(name) || typeof one !== 'number') return one
      return way === 'zeros' ? `${one.toFixed(2)}0` : one + noise(one)
    }),
  ) as T
}

/** Two steps of a double: the error of adding a few. */
function noise(yuan: number): number {
  return 2 * 2 ** Math.floor(Math.log2(Math.max(yuan, 0.01)) - 52)
}
