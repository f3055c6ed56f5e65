/** What a payer reads in the pay sheet, cut to Paymax's limits without splitting a character. */
import { cut, withoutBreaks } from '../../runtime/cut-text'

/** Paymax, for WeChat official accounts: bytes of UTF-8, not characters. */
const SUBJECT_BYTES = 128
const BODY_CHARACTERS = 128
const DESCRIPTION_CHARACTERS = 300

const utf8Bytes = (text: string) => Buffer.byteLength(text)
/** UTF-16 units, as Paymax's Java counts: never fewer than any other way of counting. */
const characters = (text: string) => text.length

/** @returns at most 128 bytes of UTF-8 */
export const fitSubject = (text: string) => cut(oneLine(text), SUBJECT_BYTES, utf8Bytes)

/** @returns at most 128 characters */
export const fitBody = (text: string) => cut(oneLine(text), BODY_CHARACTERS, characters)

/** @returns at most 300 characters, for a refund's reason */
export const fitDescription = (text: string) =>
  cut(oneLine(text), DESCRIPTION_CHARACTERS, characters)

/** Line breaks and tabs become a space; other control characters and unpaired surrogates are removed. */
const oneLine = (text: string) =>
  withoutBreaks(text)
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, '')
    .trim()
