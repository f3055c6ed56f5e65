import { readFile } from 'node:fs/promises'
import { brotliCompressSync } from 'node:zlib'
import type { Figure } from '../report/figure'
import type { Visit } from './visit'

const page = new URL('../../../dist/client/index.html', import.meta.url)

/** Scripts and styles that a phone has been sent when the bridge is called: those in the page, and files. */
export async function weightOf(visits: readonly Visit[]): Promise<Figure> {
  const html = await readFile(page, 'utf8')
  const inline = [...html.matchAll(/<(script|style)\b[^>]*>(.*?)<\/\1>/gs)]
  const within = packed(inline.map(([, , content = '']) => content).join('\n'))
  const files = visits.map(({ loaded }) =>
    loaded
      .filter(({ name }) => /\.(?:js|css)$/.test(name))
      .reduce((sum, { bytes }) => sum + bytes, 0),
  )
  return {
    name: 'JS + CSS before the sheet, Brotli, what stands in the page included',
    unit: 'kB',
    ours: files.map((bytes) => (bytes + within) / 1000),
    baseline: null,
    required: { atMost: 48 },
    aim: { atMost: 12 },
  }
}

const packed = (text: string) => brotliCompressSync(text).length
