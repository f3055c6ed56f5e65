/** What a payer reads in the pay sheet, cut to Paymax's limits without splitting a character. */

/** Paymax, for WeChat official accounts: bytes of UTF-8, not characters. */
const SUBJECT_BYTES = 128
const BODY_CHARACTERS = 128
const DESCRIPTION_CHARACTERS = 300

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })
const utf8Bytes = (text: string) => Buffer.byteLength(text)
/** UTF-16 units, as Paymax's Java counts: never fewer than any other way of counting. */
const characters = (text: string) => text.length

/** @returns at most 128 bytes of UTF-8 */
export const fitSubject = (text: string) => fit(text, SUBJECT_BYTES, utf8Bytes)

/** @returns at most 128 characters */
export const fitBody = (text: string) => fit(text, BODY_CHARACTERS, characters)

/** @returns at most 300 characters, for a refund's reason */
export const fitDescription = (text: string) => fit(text, DESCRIPTION_CHARACTERS, characters)

function fit(text: string, limit: number, size: (text: string) => number) {
  const line = oneLine(text)
  const whole = takeWhileFits(Array.from(graphemes.segment(line), (part) => part.segment))
  // A letter with many combining marks can exceed the limit by itself: then code points are cut.
  return (whole || takeWhileFits(Array.from(line))).trimEnd()

  function takeWhileFits(parts: string[]) {
    let used = 0
    const end = parts.findIndex((part) => (used += size(part)) > limit)
    return (end === -1 ? parts : parts.slice(0, end)).join('')
  }
}

/** Line breaks and tabs become a space; other control characters and unpaired surrogates are removed. */
function oneLine(text: string) {
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
}
