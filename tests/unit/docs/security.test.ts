import { describe, expect, test } from 'vitest'
import { isThere, namedTests } from './named-tests'
import { readText } from './pages'

describe.each(['SECURITY.md', 'SECURITY.en.md'])('%s', (path) => {
  const text = readText(path)
  const attacks = text.split(/^#### /m).slice(1)

  test('names for every attack what would fail', () => {
    expect(attacks.length).toBeGreaterThan(25)
    expect(attacks.filter((attack) => namedTests(attack).length === 0)).toEqual([])
  })

  test.each(namedTests(text))('$file has «$title»', (one) => {
    expect(isThere(one)).toBe(true)
  })
})

test('both languages name the same tests', () => {
  expect(namedTests(readText('SECURITY.md'))).toEqual(namedTests(readText('SECURITY.en.md')))
})
