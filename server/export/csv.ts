/** CSV as RFC 4180 has it, for a spreadsheet to open. */

/** By this Excel knows the text for UTF-8. */
export const byteOrderMark = '\uFEFF'

export function csvLine(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\r\n`
}

/**
 * What somebody wrote, for a field of its own. A spreadsheet works out what begins like a formula, and
 * rewrites what looks like a number or a date: a number of 28 digits loses half of them. Such a field, and
 * one that begins with the mark itself, has a ' before it; whoever reads the file by program takes one away.
 */
export function asText(text: string): string {
  const line = text.replaceAll(/\p{Cc}/gu, ' ')
  const begin = line.trimStart()
  return begin.startsWith("'") || isFormula(begin) || isFigure(begin) ? `'${line}` : line
}

/** The wide ones too: some spreadsheets take them for the same. */
function isFormula(text: string): boolean {
  return /^[=+\-@＝＋－＠]/u.test(text)
}

const months = /jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/i

function isFigure(text: string): boolean {
  if (!/\d/.test(text)) return false
  return /^[\d\s.,:/%eE¥$()+-]+$/.test(text) || (text.length <= 16 && months.test(text))
}

function quoted(field: string): string {
  return /[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field
}
