/** A sheet for a counter: who is paid, what for, how much, and the code that opens the checkout. */
import { encode } from 'uqr'
import { scanToPay } from '../../locales/poster'
import type { Offer } from './addresses'
import { fit, type Fitted } from './lines'
import { yuan } from './yuan'

export const sizes = { A5: { width: 148, height: 210 }, A6: { width: 105, height: 148 } } as const
export type Size = keyof typeof sizes

/** Everything below is measured in the millimetres of an A6 sheet; a larger one is the same, enlarged. */
const { width, height } = sizes.A6
const margin = 8
const fonts =
  "'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif"
const ink = '#1a1a1a'
const soft = '#666'
/** WeChat's green, dark enough for print on white. */
const green = '#06a050'

/** ISO 18004: four modules of white around a code, or readers miss it. */
const quietZone = 4
const highestCode = 84
const footAt = height - margin

/** @returns a whole SVG document, of the paper's own size */
export function poster(merchantName: string, offer: Offer, size: Size): string {
  const flow = { at: margin, parts: [] as string[] }
  const isItem = offer.amount !== null
  if (isItem) write(flow, 2, soft, 400, fit(tidy(merchantName), room(4.5, 3, 1)))
  if (offer.picture) {
    flow.parts.push(picture(offer.picture, flow.at + 3))
    flow.at += 3 + pictureSide
  }
  write(flow, 3.5, ink, 600, fit(tidy(offer.name), room(isItem ? 7 : 9, 3.5, 3)))
  if (offer.amount !== null) {
    write(flow, 3, ink, 600, { size: 9, lines: [yuan(offer.amount)] })
  }
  const bottom = footAt - 9
  const side = Math.min(highestCode, bottom - flow.at - 1)
  flow.parts.push(code(offer.link, flow.at + (bottom - flow.at - side) / 2, side))
  flow.parts.push(line(scanToPay, { at: footAt, size: 6, color: green, weight: 600 }))
  return sheet(size, `${tidy(offer.name)} · ${tidy(merchantName)}`, flow.parts)
}

const room = (largest: number, smallest: number, maxLines: number) => ({
  width: width - 2 * margin,
  largest,
  smallest,
  maxLines,
})

function sheet(size: Size, title: string, parts: readonly string[]): string {
  const paper = sizes[size]
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${paper.width}mm" height="${paper.height}mm" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    // wider than the sheet: A5 is a hair taller than A6 enlarged
    `<rect x="-${width}" y="-${height}" width="${3 * width}" height="${3 * height}" fill="#fff"/>`,
    `<g font-family="${fonts}" text-anchor="middle">`,
    ...parts,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function write(
  flow: { at: number; parts: string[] },
  gap: number,
  color: string,
  weight: number,
  { size, lines }: Fitted,
): void {
  flow.at += gap
  for (const words of lines) {
    // the baseline: letters stand on it, their tails hang below
    flow.parts.push(line(words, { at: flow.at + size * 0.88, size, color, weight }))
    flow.at += size * 1.25
  }
}

function line(
  words: string,
  { at, size, color, weight }: { at: number; size: number; color: string; weight: number },
): string {
  const place = `x="${width / 2}" y="${round(at)}" font-size="${size}" font-weight="${weight}"`
  return `<text ${place} fill="${color}">${escaped(words)}</text>`
}

const pictureSide = 24

function picture({ type, bytes }: NonNullable<Offer['picture']>, at: number): string {
  const x = (width - pictureSide) / 2
  const box = `x="${x}" y="${round(at)}" width="${pictureSide}" height="${pictureSide}"`
  return [
    `<clipPath id="rounded"><rect ${box} rx="3"/></clipPath>`,
    `<image ${box} preserveAspectRatio="xMidYMid slice" clip-path="url(#rounded)" href="data:${type};base64,${bytes.toString('base64')}"/>`,
  ].join('\n')
}

/** Correction level Q: a quarter of it may be scratched or shine. */
function code(text: string, at: number, side: number): string {
  const { data } = encode(text, { ecc: 'Q', border: quietZone })
  const scale = `translate(${round((width - side) / 2)} ${round(at)}) scale(${round(side / data.length)})`
  const runs = data.flatMap((row, y) => runsOf(row).map(([x, n]) => `M${x} ${y}h${n}v1h-${n}z`))
  return `<path transform="${scale}" fill="#000" shape-rendering="crispEdges" d="${runs.join('')}"/>`
}

/** Neighbouring dark modules as one shape: printers leave hairs between two. */
function runsOf(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = []
  row.forEach((dark, x) => {
    const last = runs.at(-1)
    if (dark && last && last[0] + last[1] === x) last[1] += 1
    else if (dark) runs.push([x, 1])
  })
  return runs
}

const round = (value: number) => Math.round(value * 10_000) / 10_000

/** One line of text without what no XML document may hold. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .trim()
}

function escaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
