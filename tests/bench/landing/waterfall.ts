import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Loaded, Visit } from './visit'

const folder = fileURLToPath(new URL('../../../docs/benchmarks/', import.meta.url))

/** Two visits under one another, drawn to one scale. */
export interface Compared {
  readonly title: string
  readonly ours: Visit
  readonly floor: Visit
}

const [left, width, row, top] = [190, 560, 22, 34]

/** Draws each pair of visits, the middle ones of their runs, side by side: requests as bars, marks as lines. */
export async function drawWaterfalls(compared: readonly Compared[]): Promise<void> {
  const longest = Math.max(...compared.flatMap(({ ours, floor }) => [end(ours), end(floor)]))
  const scale = width / (Math.ceil(longest / 200) * 200)
  let y = 16
  const drawn = compared.map(({ title, ours, floor }) => {
    const parts = [text(16, y + 12, title, 'title')]
    for (const [name, visit] of [
      ['floor', floor],
      ['ours', ours],
    ] as const) {
      parts.push(visitAt(y + top, name, visit, scale))
      y += top + (visit.loaded.length + 1) * row
    }
    y += 28
    return parts.join('\n')
  })
  await mkdir(folder, { recursive: true })
  await writeFile(`${folder}waterfall.svg`, framed(drawn.join('\n'), y, scale))
}

function end({ bridge, readable, loaded }: Visit): number {
  const marks = [bridge, readable].filter(Number.isFinite)
  return Math.max(...marks, ...loaded.map((one) => one.end))
}

function visitAt(y: number, name: string, visit: Visit, scale: number): string {
  const bars = visit.loaded.map((one, index) => bar(y + (index + 1) * row, one, scale))
  const height = (visit.loaded.length + 1) * row
  const mark = (at: number, kind: string, told: string, under: number) =>
    Number.isFinite(at)
      ? `<line class="${kind}" x1="${x(at, scale)}" x2="${x(at, scale)}" y1="${y}" y2="${y + height}"/>` +
        text(left + at * scale + 4, y + under, `${told} ${Math.round(at)} ms`, kind)
      : ''
  return [
    text(16, y + 11, name, 'name'),
    ...bars,
    mark(visit.readable, 'readable', 'amount', height + 10),
    mark(visit.bridge, 'bridge', 'bridge', 11),
  ].join('\n')
}

function bar(y: number, { name, start, end: done, bytes }: Loaded, scale: number): string {
  const length = Math.max(1, (done - start) * scale)
  const short = /^[\w-]{22}$/.test(name) ? 'order' : name
  return (
    text(16, y + 13, `${short} · ${(bytes / 1000).toFixed(1)} kB`, 'file') +
    `<rect x="${x(start, scale)}" y="${y + 3}" width="${length.toFixed(1)}" height="14" rx="3"/>`
  )
}

const x = (ms: number, scale: number) => (left + ms * scale).toFixed(1)

function text(at: number, y: number, told: string, kind: string): string {
  const safe = told.replace(/&/g, '&amp;').replace(/</g, '&lt;')
  return `<text class="${kind}" x="${at.toFixed(1)}" y="${y}">${safe}</text>`
}

function framed(content: string, height: number, scale: number): string {
  const whole = left + width + 90
  const steps = Array.from({ length: Math.floor(width / scale / 200) + 1 }, (_, step) => step * 200)
  const grid = steps.map(
    (ms) =>
      `<line class="grid" x1="${x(ms, scale)}" x2="${x(ms, scale)}" y1="30" y2="${height - 18}"/>` +
      text(left + ms * scale - 8, height - 4, String(ms), 'file'),
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${height}" font-family="Arial, sans-serif" font-size="12">
<style>
  rect { fill: #07c160 } .grid { stroke: #e4e4e4 } .title { font-size: 14px; font-weight: 700 } .name { font-weight: 700 }
  .file { fill: #666; font-size: 11px } line.bridge { stroke: #c92a2a; stroke-width: 2 } text.bridge { fill: #c92a2a }
  line.readable { stroke: #4b5f86; stroke-dasharray: 3 } text.readable { fill: #4b5f86 }
</style>
<rect width="${whole}" height="${height}" style="fill:#fff"/>
${grid.join('\n')}
${content}
</svg>
`
}
