/** `¥28.00` for 2800 fen; whole numbers all the way, so no digit is made up. */
export function yuan(fen: number): string {
  return `¥${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`
}
