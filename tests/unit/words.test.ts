import { expect, test } from 'vitest'
import { en } from '@/locales/en/en'
import { languageOf, languageTags } from '@/locales/language'
import { loadWords } from '@/locales/load'
import { receiptWords } from '@/locales/receipt'
import { zhCN } from '@/locales/zh-CN/zh-CN'
import { zhHant } from '@/locales/zh-Hant/zh-Hant'
import { readCode, readRefusal, wordsFor } from '@/payment/failure'
import { FailureReason } from '../../server/contract/failures'
import { ErrorCode } from '../../server/contract/problems'

const languages = [zhCN, zhHant, en]

test('every failure says what happened, whether money moved and what to do, in every language', () => {
  for (const { failures } of languages) {
    for (const words of Object.values(wordsFor)) {
      const { what, money, now } = failures[words]
      expect([what, money, now].every((said) => said.length > 3)).toBe(true)
    }
  }
})

test('no word for a payer names the gateway behind WeChat Pay: it may be another', () => {
  const said = (words: unknown): string => {
    if (typeof words === 'function') return words.toString()
    if (typeof words !== 'object' || words === null) return String(words)
    return Object.values(words).map(said).join('\n')
  }
  for (const words of [...languages, receiptWords]) expect(said(words)).not.toMatch(/paymax/i)
})

test('every code that the backend can answer with has words', () => {
  for (const code of ErrorCode.enum) expect(readCode(code)).toBe(code)
})

test('a payer reads the reasons that they can act on; every other is a plain failure', () => {
  const told = FailureReason.enum.filter((reason) => readRefusal(reason) === reason)
  expect(told).toEqual(['balance', 'limit', 'bank', 'expired'])
  expect(readRefusal('refused')).toBe('payment_failed')
  expect(readRefusal(undefined)).toBe('payment_failed')
})

test('a code that nobody knows is called what it is', () => {
  expect(readCode('brand_new')).toBe('internal_error')
})

test('the language is the one that was chosen, then WeChat’s, then the phone’s, then Chinese', () => {
  expect(languageOf('zh-Hant', 'MicroMessenger/8 Language/zh_CN', 'en-US')).toBe('zh-Hant')
  expect(languageOf('tlh', 'MicroMessenger/8 Language/zh_CN', 'en-US')).toBe('zh-CN')
  expect(languageOf(null, 'MicroMessenger/8 Language/zh_TW', 'en-US')).toBe('zh-Hant')
  expect(languageOf(null, 'Chrome/142', 'zh-HK')).toBe('zh-Hant')
  expect(languageOf(null, 'Chrome/142', 'en-US')).toBe('en')
  expect(languageOf(null, 'Chrome/142', 'fr')).toBe('zh-CN')
})

test('every language that is offered has its own words', async () => {
  const loaded = await Promise.all(languageTags.map(loadWords))
  expect(loaded.map(({ language }) => language)).toEqual(languageTags)
})
