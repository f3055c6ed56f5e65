const yuanShape = /^(\d{1,6})(?:\.(\d{0,2}))?$/

/** Parses typed yuan into fen, on the text and without floating point; null for what is not an amount. */
export function toFen(typed: string): number | null {
  const [, yuan, fraction = ''] = yuanShape.exec(typed) ?? []
  if (yuan === undefined) return null
  return Number(yuan) * 100 + Number(fraction.padEnd(2, '0'))
}

/**
 * Formats fen as yuan with two decimals and grouped digits: all our languages do it alike. Written by hand,
 * because the first use of `Intl` costs a phone more than drawing the whole page.
 */
export function formatYuan(fen: number): string {
  let yuan = String(Math.floor(fen / 100))
  for (let at = yuan.length - 3; at > 0; at -= 3) yuan = `${yuan.slice(0, at)},${yuan.slice(at)}`
  return `${yuan}.${String(fen % 100).padStart(2, '0')}`
}

/** Formats fen as a price: `¥12.99`. */
export function formatPrice(fen: number): string {
  return `¥${formatYuan(fen)}`
}

/** Formats fen as typed on the keypad: `5000`, `0.01`. */
export function toTyped(fen: number): string {
  const cents = fen % 100
  return `${Math.floor(fen / 100)}${cents === 0 ? '' : `.${String(cents).padStart(2, '0')}`}`
}

export type Key = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '.' | 'delete'

/** The typed amount after a key; a key that would make it invalid is ignored. */
export function press(typed: string, key: Key): string {
  if (key === 'delete') return typed.slice(0, -1)
  const longer =
    typed === '' && key === '.' ? '0.' : typed === '0' && key !== '.' ? key : typed + key
  return yuanShape.test(longer) ? longer : typed
}

/** The amount in a pasted text: `¥1,299.00 元` gives 1299.00; empty where there is none. */
export function pasted(text: string): string {
  const bare = text.replace(/[¥￥元,，\s]/g, '')
  return yuanShape.test(bare) ? bare : ''
}
