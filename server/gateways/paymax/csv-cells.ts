/**
 * Comma-separated text as in RFC 4180, slightly more lenient: LF or CRLF, spaces around cells, and quotes
 * inside an unquoted cell are kept.
 */

interface Cell {
  readonly text: string
  /** Position of the comma or line end that follows. */
  readonly end: number
}

/** @returns the cells line by line, without empty lines; null where a quote is never closed */
export function readCells(text: string): string[][] | null {
  const lines: string[][] = []
  let line: string[] = []
  for (let at = 0; at <= text.length;) {
    const cell = quotedCell(text, at) ?? bareCell(text, at)
    if (cell === 'unclosed') return null
    line.push(cell.text)
    at = cell.end + 1
    if (text[cell.end] === ',') continue
    if (line.some((one) => one !== '')) lines.push(line)
    line = []
  }
  return lines
}

function bareCell(text: string, start: number): Cell {
  let end = start
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1
  return { text: text.slice(start, end).trim(), end }
}

/** @returns null where no quoted cell starts here */
function quotedCell(text: string, start: number): Cell | 'unclosed' | null {
  const open = afterSpace(text, start)
  if (text[open] !== '"') return null
  let close = text.indexOf('"', open + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0) return 'unclosed'
  const end = afterSpace(text, close + 1)
  if (end < text.length && text[end] !== ',' && text[end] !== '\n') return null
  return {
    text: text
      .slice(open + 1, close)
      .replaceAll('""', '"')
      .trim(),
    end,
  }
}

function afterSpace(text: string, start: number) {
  let at = start
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at += 1
  return at
}
