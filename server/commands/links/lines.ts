/**
 * Breaks words into lines where no browser does it for us: an SVG's text has no width of its own. Widths
 * are estimates on the safe side, because which font prints it is not known here.
 */
const wide =
  /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/
const marks = /\p{Mark}/u
const pieces = /[^\S\n]+|[\u0021-\u2dff]+|[\s\S]/gu

export interface Fitted {
  readonly size: number
  readonly lines: readonly string[]
}

interface Space {
  readonly width: number
  readonly maxLines: number
  readonly largest: number
  readonly smallest: number
}

/** The largest letters in which `text` has room; cut with … where not even the smallest help. */
export function fit(text: string, space: Space): Fitted {
  const { width, maxLines, largest, smallest } = space
  for (let size = largest; size > smallest; size -= 0.25) {
    const lines = wrap(text, width / size)
    if (lines.length <= maxLines) return { size, lines }
  }
  const lines = wrap(text, width / smallest)
  if (lines.length <= maxLines) return { size: smallest, lines }
  const kept = lines.slice(0, maxLines)
  const last = Array.from(kept[maxLines - 1] ?? '')
  return { size: smallest, lines: [...kept.slice(0, -1), `${last.slice(0, -1).join('')}…`] }
}

/** @param width in em */
function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of text.trim().match(pieces) ?? []) {
    if (widthOf(line + piece.trimEnd()) <= width) {
      line += piece
      continue
    }
    if (line.trim() !== '') lines.push(line.trim())
    line = ''
    for (const letter of Array.from(piece.trimStart())) {
      if (widthOf(line + letter) > width) {
        lines.push(line)
        line = ''
      }
      line += letter
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trim()]
}

function widthOf(text: string): number {
  return Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0)
}

function letterWidth(letter: string): number {
  if (marks.test(letter)) return 0
  if (wide.test(letter) || (letter.codePointAt(0) ?? 0) > 0xffff) return 1
  return /[A-Z@%&MWmw—…]/.test(letter) ? 0.86 : 0.6
}
