/** The page that holds the product against ASVS: every chapter, every section, and nothing that is not there. */
import { expect, test } from 'vitest'
import { readPage } from './markdown'
import { exists, readText } from './pages'

const page = 'docs/security-asvs.md'
const text = readText(page)

/**
 * Of ASVS 5.0.0, at levels 1 and 2: each chapter's sections, and how many requirements each has, which are numbered
 * from 1 on. The rest of a chapter is level 3.
 */
const requirements: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  V1: { 1: 2, 2: 9, 3: 11, 4: 3, 5: 2 },
  V2: { 1: 3, 2: 3, 3: 4, 4: 1 },
  V3: { 2: 2, 3: 4, 4: 6, 5: 5, 7: 2 },
  V4: { 1: 3, 2: 1, 3: 2, 4: 4 },
  V5: { 1: 1, 2: 3, 3: 2, 4: 3 },
  V6: { 1: 3, 2: 12, 3: 4, 4: 4, 5: 5, 6: 3, 8: 4 },
  V7: { 1: 3, 2: 4, 3: 2, 4: 5, 5: 2, 6: 2 },
  V8: { 1: 2, 2: 3, 3: 1, 4: 1 },
  V9: { 1: 3, 2: 4 },
  V10: { 1: 2, 2: 2, 3: 4, 4: 11, 5: 5, 6: 2, 7: 3 },
  V11: { 1: 2, 2: 3, 3: 3, 4: 4, 5: 1, 6: 1 },
  V12: { 1: 3, 2: 2, 3: 4 },
  V13: { 1: 1, 2: 5, 3: 2, 4: 5 },
  V14: { 1: 2, 2: 4, 3: 3 },
  V15: { 1: 3, 2: 3, 3: 7 },
  V16: { 1: 1, 2: 5, 3: 4, 4: 3, 5: 3 },
  V17: {},
}

/** The page has none of WebRTC's sections: there is none of it. */
const sections = Object.fromEntries(
  Object.entries(requirements).map(([name, of]) => [name, Object.keys(of).map(Number)]),
)

const chapters = text.split(/^## /m).slice(1)

/** `6.4–6.6` is three, `5.1, 5.2` two. */
function sectionsIn(cell: string, chapter: number): number[] {
  const range = /^\d+\.(\d+)–\d+\.(\d+)/.exec(cell)
  if (range) {
    const [first, last] = [Number(range[1]), Number(range[2])]
    return Array.from({ length: last - first + 1 }, (_one, n) => first + n)
  }
  return [...cell.matchAll(new RegExp(`\\b${chapter}\\.(\\d+)`, 'g'))].map(([, n]) => Number(n))
}

test('has every chapter and every section, each with what is so', () => {
  const found = chapters.map((chapter) => {
    const name = /^V\d+/.exec(chapter)?.[0] ?? ''
    const rows = [...chapter.matchAll(/^\| (\d+\.\d[^|]*)\| ([^|]+)\|/gm)]
    const states = rows.map(([, , state = '']) => state.trim())
    expect(states.filter((one) => !['met', 'in part', 'not met', '–'].includes(one))).toEqual([])
    const numbers = rows.flatMap(([, cell = '']) => sectionsIn(cell, Number(name.slice(1))))
    return [name, numbers]
  })
  expect(Object.fromEntries(found)).toEqual(sections)
})

test('names no requirement that these levels do not have', () => {
  const named = chapters.flatMap((chapter) => [...chapter.matchAll(/\b(\d+)\.(\d+)\.(\d+)\b/g)])
  expect(named.length).toBeGreaterThan(30)
  const unknown = named.filter(([, chapter = '', section = '', number = '']) => {
    const last = requirements[`V${chapter}`]?.[Number(section)] ?? 0
    return Number(number) < 1 || Number(number) > last
  })
  expect(unknown.map(([whole]) => whole)).toEqual([])
})

test('says why where something is not met', () => {
  const rows = [...text.matchAll(/^\| \d[^|]*\| (?:not met|in part) +\| ([^|]*)\|/gm)]
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.filter(([, why = '']) => why.trim().length < 40)).toEqual([])
})

test('names files that are there', () => {
  const files = readPage(page, text).codes.filter((code) => /^[a-z]+\/[\w/.-]+\.\w+$/.test(code))
  expect(files.length).toBeGreaterThan(15)
  expect(files.filter((file) => !exists(file) && file !== 'api/openapi.json')).toEqual([])
})
