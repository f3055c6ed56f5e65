import { describe, expect, test } from 'vitest'
import { languageTags } from '@/locales/language'
import { loadWords } from '@/locales/load'
import { readContact } from '@/platform/merchant-contact'
import { sentencesOf } from '../sentences'

describe('what stands in the page', () => {
  test.each([
    ['+86 (571) 8888-6666', '+86 (571) 8888-6666', 'tel:+8657188886666'],
    ['400-820-1234', '400-820-1234', 'tel:4008201234'],
    ['https://kefu.example.com:8443/a?b=c', 'kefu.example.com:8443', undefined],
    ['https://shop.example.com/', 'shop.example.com', undefined],
  ])('%s can be tapped', (text, shown, href = text) => {
    expect(readContact(text)).toMatchObject({ shown, href })
  })

  test('a WeChat id can be copied', () => {
    const told = readContact('wechat:camellia_kefu')
    expect(told).toMatchObject({ kind: 'wechat', shown: 'camellia_kefu', href: null })
  })

  test.each([
    '',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)//https://shop.example.com/',
    'data:text/html,hello',
    'http://shop.example.com/',
    'https://shop.example.com@evil.example/',
    'https://evil.example\\.shop.example.com/',
    'https://',
    '//evil.example/',
    'wechat:<b>',
    'tel:1234',
    '1234;phone-context=evil',
  ])('%s is no way to anybody', (text) => {
    expect(readContact(text)).toBeNull()
  })
})

/** Sends a payer to the merchant, in whatever words. */
const asks = {
  'zh-CN': /(?:联系|告诉|告知|通知|询问|咨询|找)[^，。；]*商家/,
  'zh-Hant': /(?:聯絡|聯繫|告訴|告知|通知|詢問|洽詢|找)[^，。；]*商家/,
  en: /\b(?:contact|tell|ask|call|reach|write to) (?:to )?the (?:merchant|shop)/i,
} as const

test.each(languageTags)(
  'every sentence that asks for it has the one phrase, in %s',
  async (tag) => {
    const words = await loadWords(tag)
    const asking = sentencesOf(words).filter(([where, said]) => {
      return asks[tag].test(said) && !where.startsWith('merchantContact')
    })
    expect(asking.length).toBeGreaterThan(6)
    for (const [, said] of asking) expect(said).toContain(words.contactMerchant)
  },
)
