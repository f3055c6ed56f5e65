import { expect, test } from 'vitest'
import { formatMoment } from '@/ui/time'

const languages = ['zh-CN', 'zh-Hant', 'en']

/** Noon in China, and moments around it: tonight, at midnight, tomorrow, in other months. */
const now = '2026-11-25T04:00:00.000Z'
const moments = [
  '2026-11-25T10:05:00.000Z',
  '2026-11-25T16:30:00.000Z',
  '2026-11-26T01:09:00.000Z',
  '2026-12-31T15:59:00.000Z',
  '2026-01-01T00:00:00.000Z',
  '2026-05-09T04:00:00.000Z',
]
/** In other years, by this phone's zone: the first one is still 2026 in UTC. */
const inOtherYears = [
  '2026-12-31T16:00:00.000Z',
  '2027-01-01T04:00:00.000Z',
  '2025-12-31T15:59:00.000Z',
  '2025-11-25T04:00:00.000Z',
]

test.each(languages)('a moment is written as %s writes it', (language) => {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const written = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', ...clock })
  const theirs = moments.slice(1).map((iso) => written.format(new Date(iso)))
  expect(moments.slice(1).map((iso) => formatMoment(iso, language, now))).toEqual(theirs)
})

test.each(languages)('a moment of another year is written with its year in %s', (language) => {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = { year: 'numeric', month: 'long', day: 'numeric' } as const
  const written = new Intl.DateTimeFormat(language, { ...day, ...clock })
  const theirs = inOtherYears.map((iso) => written.format(new Date(iso)))
  expect(inOtherYears.map((iso) => formatMoment(iso, language, now))).toEqual(theirs)
  expect(theirs[0]).toContain('2027')
})

test.each(languages)('the year is told only where it is another one in %s', (language) => {
  const newYear = '2026-12-31T16:30:00.000Z'
  expect(formatMoment('2027-03-01T04:00:00.000Z', language, newYear)).not.toContain('2027')
  expect(formatMoment('2026-12-31T15:30:00.000Z', language, newYear)).toContain('2026')
  expect(formatMoment('2026-12-31T16:10:00.000Z', language, newYear)).toBe('00:10')
})

test.each(languages)('what is today is said by the clock alone in %s', (language) => {
  expect(formatMoment(moments[0] ?? '', language, now)).toBe('18:05')
})
