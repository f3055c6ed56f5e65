/** Text within WeChat Pay's limits: characters of at most three bytes, cut by characters. Never refused. */
const DESCRIPTION_CHARACTERS = 127
const REASON_CHARACTERS = 80

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** @returns at most 127 characters; empty where nothing is left */
export const fitDescription = (text: string) => fit(text, DESCRIPTION_CHARACTERS)

/** @returns at most 80 characters, for a refund's reason; empty where nothing is left */
export const fitReason = (text: string) => fit(text, REASON_CHARACTERS)

/** A grapheme stays whole where it fits. */
function fit(text: string, limit: number) {
  const connection = plain(text)
  const whole = takeWhileFits(Array.from(graphemes.segment(connection), (part) => part.segment))
  return (whole || takeWhileFits(Array.from(connection))).trimEnd()

  function takeWhileFits(parts: string[]) {
    let used = 0
    const end = parts.findIndex((part) => (used += part.length) > limit)
    return (end === -1 ? parts : parts.slice(0, end)).join('')
  }
}

/**
 * One line without control characters, without four-byte characters (emoji, rare Han), and without the
 * joiners and variation selectors that remain of an emoji.
 */
function plain(text: string) {
  return text
    .replaceAll(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}\u{10000}-\u{10ffff}\u200d\ufe0f]/gu, '')
    .trim()
}
