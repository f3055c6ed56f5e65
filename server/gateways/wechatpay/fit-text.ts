import { cut, withoutBreaks } from '../../runtime/cut-text'

/** Text within WeChat Pay's limits: characters of at most three bytes, cut by characters. Never refused. */
const DESCRIPTION_CHARACTERS = 127
const REASON_CHARACTERS = 80

const characters = (text: string) => text.length

/** @returns at most 127 characters; empty where nothing is left */
export const fitDescription = (text: string) => cut(plain(text), DESCRIPTION_CHARACTERS, characters)

/** @returns at most 80 characters, for a refund's reason; empty where nothing is left */
export const fitReason = (text: string) => cut(plain(text), REASON_CHARACTERS, characters)

/**
 * One line without control characters, without four-byte characters (emoji, rare Han), and without the
 * joiners and variation selectors that remain of an emoji.
 */
function plain(text: string) {
  return withoutBreaks(text)
    .replaceAll(/[\p{Cc}\p{Cs}\u{10000}-\u{10ffff}\u200d\ufe0f]/gu, '')
    .trim()
}
