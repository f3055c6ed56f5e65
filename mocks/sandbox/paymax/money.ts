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
