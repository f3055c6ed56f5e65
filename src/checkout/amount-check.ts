/** The result of checking a typed amount. */
export type Verdict = 'none' | 'low' | 'high' | 'fits'

export function verdict(fen: number | null, limits: { min: number; max: number } | null): Verdict {
  if (fen === null || fen === 0 || !limits) return 'none'
  if (fen < limits.min) return 'low'
  return fen > limits.max ? 'high' : 'fits'
}
