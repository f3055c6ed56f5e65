/** `¥28.00` for 2800 fen, in integer arithmetic throughout. */
export function yuan(fen: number): string {
  return `¥${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
