const decimalYuan = /^(\d{1,10})(?:\.(\d{1,2}))?$/

/** Yuan as the wire has them, a JSON number or (as Paymax's Node.js client sends) a string. */
export function readYuan(value: unknown): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null
  const match = decimalYuan.exec(String(value).trim())
  if (!match) return null
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
}

/** A quotient by 100 is the double nearest to the decimal, so it prints as the decimal. */
export function toYuan(fen: number): number {
  return fen / 100
}

/** Fields of yuan in what is answered, at any depth. */
const sums = new Set(['amount', 'amount_settle', 'amount_refunded'])

/** The same object, its sums of yuan written otherwise; what they mean stays the same. */
export function rewriteSums<T>(value: T, way: string): T {
  if (way !== 'noise' && way !== 'zeros') return value
  return JSON.parse(
    JSON.stringify(value, (name, one: unknown) => {
      if (!sums.has(name) || typeof one !== 'number') return one
      return way === 'zeros' ? `${one.toFixed(2)}0` : one + noise(one)
    }),
  ) as T
}

/** Two steps of a double: what adding a few of them leaves. */
function noise(yuan: number): number {
  return 2 * 2 ** Math.floor(Math.log2(Math.max(yuan, 0.01)) - 52)
}
