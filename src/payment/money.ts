const yuanShape = /^(\d{1,6})(?:\.(\d{0,2}))?$/

/** Reads typed yuan into fen, by text and never by floating point; null when it is no amount. */
export function toFen(typed: string): number | null {
  const [, yuan, fraction = ''] = yuanShape.exec(typed) ?? []
  if (yuan === undefined) return null
  return Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
}

/**
 * Writes fen as yuan with two decimals, in groups of three: all our languages write a sum alike. By hand,
 * since the first `Intl` of a page costs a phone more than all the rest of drawing it.
 */
export function formatYuan(fen: number): string {
  let yuan = String(Math.floor(fen / 100))
  for (let at = yuan.length - 3; at > 0; at -= 3) yuan = `${yuan.slice(0, at)},${yuan.slice(at)}`
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`
}

/** Writes fen as people read a price: `¥12.99`. */
export function formatPrice(fen: number): string {
  return `¥${formatYuan(fen)}`
}

/** Writes fen as somebody would type it on the keypad: `5000`, `0.01`. */
export function toTyped(fen: number): string {
  const cents = fen % 100
  return `${Math.floor(fen / 100)}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`}`
}

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'delete'

/** What the typed amount becomes after a key; a key that would make it no amount is ignored. */
export function press(typed: string, key: Key): string {
  if (key === 'delete') return typed.slice(0, -1)
  const longer =
    typed === '' && key === '.' ? '0.' : typed === '0' && key !== '.' ? key : typed + key
  return yuanShape.test(longer) ? longer : typed
}

/** What a pasted text holds of an amount: `¥1,299.00 元` is 1299.00; empty when it holds none. */
export function pasted(text: string): string {
  const bare = text.replace(/[¥￥元,，\s]/g, '')
  return yuanShape.test(bare) ? bare : ''
}
