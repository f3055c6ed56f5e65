import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { earlyWords } from '@/locales/early'
import { languageTags, type Language } from '@/locales/language'
import { loadWords } from '@/locales/load'
import { receiptWords } from '@/locales/receipt'
import { explain, notPaid, retry } from '../../server/locales/failures'
import { CheckoutError } from '../../server/contract/errors'
import { ErrorCode } from '../../server/contract/problems'
import { claims } from '../claims'
import { sentencesOf, whereSaid } from '../sentences'

const page = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), 'utf8')

describe.each(languageTags)('in %s', (language: Language) => {
  const { notCharged, paid } = claims[language]

  test('that nothing was charged is said in one place, which tells when that was asked', async () => {
    const words = await loadWords(language)
    expect(whereSaid(words, notCharged)).toEqual(['notCharged'])
    expect(words.notCharged('12:00:07')).toContain('12:00:07')
  })

  test('that a payment succeeded is said in one place, the heading', async () => {
    const words = await loadWords(language)
    expect(whereSaid(words, paid)).toEqual(['steps.paid'])
  })

  test('that one did not is the heading of one state each', async () => {
    const words = await loadWords(language)
    for (const step of ['unpaid', 'failed'] as const) {
      const same = sentencesOf(words).filter(([, said]) => said === words.steps[step])
      expect(same.map(([where]) => where)).toEqual([`steps.${step}`])
    }
  })

  test('neither is said by what stands in the page before anybody was asked', () => {
    expect(whereSaid(earlyWords[language], notCharged)).toEqual([])
    expect(whereSaid(earlyWords[language], paid)).toEqual([])
  })

  test('the receipt says in one place that it is paid, as the checkout does, and nowhere that nothing was charged', async () => {
    expect(whereSaid(receiptWords[language], paid)).toEqual(['said.paid.heading'])
    const { steps } = await loadWords(language)
    expect(receiptWords[language].said.paid.heading).toBe(steps.paid)
    expect(whereSaid(receiptWords[language], notCharged)).toEqual([])
  })

  test.each(['index.html', 'receipt.html'])('%s says neither by itself', (name) => {
    expect(page(name)).not.toMatch(notCharged)
    expect(page(name)).not.toMatch(paid)
  })

  test('no page that the backend writes says either', () => {
    const failures = ErrorCode.enum.map((code) => explain(new CheckoutError(code, '')))
    const said = [...failures, notPaid, retry]
    expect(whereSaid(said, notCharged)).toEqual([])
    expect(whereSaid(said, paid)).toEqual([])
  })
})

test('every word that takes others is looked at as well', () => {
  const read = sentencesOf({ a: { b: (time: string) => `未扣款 ${time}` }, c: ['支付成功'] })
  expect(read).toEqual([
    ['a.b', '未扣款 7'],
    ['c.0', '支付成功'],
  ])
})
