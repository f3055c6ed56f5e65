/** A printable poster: merchant, item, price, and the QR code that opens the checkout. */
import { renderSVG } from 'uqr'
import { scanToPay } from '../../locales/poster'
import type { Offer } from './addresses'
import { yuan } from './yuan'

/** In mm. */
export const sizes = { A5: { width: 148, height: 210 }, A6: { width: 105, height: 148 } } as const
export type Size = keyof typeof sizes

const fonts =
  "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"

/** ISO 18004: a code needs a quiet zone of four modules. Level Q: a quarter may be damaged or reflect light. */
const code = { ecc: 'Q', border: 4 } as const

/** @returns an HTML page that a browser prints on one sheet of this paper; it loads nothing */
export function poster(merchantName: string, offer: Offer, size: Size): string {
  const { width, height } = sizes[size]
  /** Lengths are those of an A6 sheet; a larger sheet is the same, enlarged. */
  const mm = (length: number) => `${((length * width) / sizes.A6.width).toFixed(3)}mm`
  const text = (words: string, most: { lines: number; size: number }, style = '') =>
    `<p style="font-size: ${mm(fit(words, most))}; -webkit-line-clamp: ${most.lines}; ${style}">${escaped(words)}</p>`
  const { name, amount, picture } = offer
  const isItem = amount !== null
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8" />
<title>${escaped(`${name} · ${merchantName}`)}</title>
<style>
@page { size: ${width}mm ${height}mm; margin: 0 }
body { box-sizing: border-box; width: ${width}mm; height: ${height}mm; margin: 0; padding: ${mm(8)}; overflow: hidden; display: flex; flex-direction: column; align-items: center; background: #fff; color: #1a1a1a; font: 600 1mm/1.25 ${fonts}; text-align: center }
p { flex: none; max-width: 100%; margin: ${mm(3)} 0 0; overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical }
img { flex: none; width: ${mm(24)}; height: ${mm(24)}; margin-top: ${mm(3)}; border-radius: ${mm(3)}; object-fit: cover }
svg { flex: 1; min-height: 0; width: 100%; max-height: ${mm(84)}; margin: auto; shape-rendering: crispEdges }
</style>
</head>
<body>
${isItem ? text(merchantName, { lines: 1, size: 4.5 }, 'color: #666; font-weight: 400; margin: 0') : ''}
${picture ? `<img alt="" src="data:${picture.type};base64,${picture.bytes.toString('base64')}" />` : ''}
${text(name, { lines: 3, size: isItem ? 7 : 9 })}
${isItem ? text(yuan(amount), { lines: 1, size: 9 }) : ''}
${renderSVG(offer.link, code)}
${text(scanToPay, { lines: 1, size: 6 }, 'color: #06a050; margin: 0')}
</body>
</html>
`
}

/**
 * The font size, in mm on an A6 sheet, at which a text needs at most so many lines, by an estimate of its
 * width. The browser breaks the lines and cuts what is still longer.
 */
function fit(words: string, { lines, size }: { lines: number; size: number }): number {
  const width = Array.from(words).reduce((sum, letter) => sum + (letter < '\u0370' ? 0.65 : 1), 0)
  return Math.max(3, Math.min(size, (89 * (lines - 0.1 * (lines - 1))) / width))
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
