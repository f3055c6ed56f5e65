import { en } from '../src/locales/en/en'
import { receiptWords } from '../src/locales/receipt'
import type { Words } from '../src/locales/zh-CN/dictionary'
import { zhCN } from '../src/locales/zh-CN/zh-CN'
import { zhHant } from '../src/locales/zh-Hant/zh-Hant'

/**
 * What a payer reads and taps in a test, by its key in the dictionary: whoever changes a word changes it there
 * and nowhere else. What the outside relies on is held word for word in `tests/unit/contract-words.test.ts`.
 */
export const say: Words = zhCN

export const sayInTaiwan: Words = zhHant

export const sayInEnglish: Words = en

export const receiptSays = receiptWords['zh-CN']

/** The longest part of a sentence that stays whatever it tells: for a time or a sum that a test cannot foresee. */
export function fixed(sentence: (...given: string[]) => string): string {
  const parts = sentence('\n', '\n').split('\n')
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '').trim()
}
