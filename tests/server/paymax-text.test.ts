import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitBody, fitDescription, fitSubject } from '../../server/gateways/paymax/fit-text'

const family = '👨‍👩‍👧‍👦'
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({
    unit: fc.constantFrom('会', family, '🇨🇳', 'e\u0301', 'a', '\n', '\u0000', '\ud83d'),
    maxLength: 200,
  }),
)

describe('the subject', () => {
  test('keeps a name that fits', () => {
    expect(fitSubject('会员年费 · 测试')).toBe('会员年费 · 测试')
  })

  test('is at most 128 bytes, whole characters only', () => {
    expect(fitSubject('会'.repeat(60))).toBe('会'.repeat(42))
    expect(fitSubject('a'.repeat(125) + '😀')).toBe('a'.repeat(125))
    expect(fitSubject('a'.repeat(120) + family)).toBe('a'.repeat(120))
    expect(fitSubject('a'.repeat(103) + family)).toBe('a'.repeat(103) + family)
  })

  test('of one endless character still says something', () => {
    const tower = 'Z' + '\u0301'.repeat(100)
    expect(Buffer.byteLength(fitSubject(tower))).toBe(127)
  })
})

test('line breaks become a space, other control characters go', () => {
  expect(fitBody(' 一\r\n二\t三\u0007\u009f ')).toBe('一 二 三')
})

test('what comes out always fits, is well-formed, on one line, and begins the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      for (const fitted of [fitSubject(text), fitBody(text), fitDescription(text)]) {
        expect(fitted).not.toMatch(/[\p{Cc}\p{Cs}]/u)
        expect(Buffer.from(fitted).toString()).toBe(fitted)
      }
      expect(Buffer.byteLength(fitSubject(text))).toBeLessThanOrEqual(128)
      expect(fitBody(text).length).toBeLessThanOrEqual(128)
      expect(fitDescription(text).length).toBeLessThanOrEqual(300)
      expect(fitDescription(text).startsWith(fitBody(text))).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('no character that a person sees is cut in two', () => {
  const emoji = fc.string({ unit: fc.constantFrom(family, '会', '🇨🇳', '👍🏽'), maxLength: 60 })
  const parts = (text: string) =>
    Array.from(new Intl.Segmenter('zh').segment(text), (part) => part.segment)
  fc.assert(
    fc.property(emoji, (text) => {
      const kept = parts(fitSubject(text))
      expect(parts(text).slice(0, kept.length)).toEqual(kept)
    }),
  )
})
