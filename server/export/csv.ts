/** CSV as in RFC 4180, for spreadsheets. */

/** Excel recognises UTF-8 by it. */
export const byteOrderMark = '\uFEFF'

export function csvLine(fields: readonly string[]): string {
  return `${fields.map(quoted).join(',')}\r\n`
}

/**
 * Free text as a CSV field. A spreadsheet evaluates what begins like a formula, and rewrites what looks like
 * a number or a date: a 28-digit number loses half its digits. Such a field, and one that already begins with
 * `'`, gets a leading `'`; a program that reads the file strips one.
 */
export function asText(text: string): string {
  const line = text.replaceAll(/\p{Cc}/gu, ' ')
  const begin = line.trimStart()
  return begin.startsWith("'") || isFormula(begin) || isFigure(begin) ? `'${line}` : line
}

/** Full-width forms too: some spreadsheets treat them alike. */
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
