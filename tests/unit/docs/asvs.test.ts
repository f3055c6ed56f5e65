/** The page that holds the product against ASVS: every chapter, every section, and nothing that is not there. */
import { expect, test } from 'vitest'
import { readPage } from './markdown'
import { exists, readText } from './pages'

const page = 'docs/security-asvs.md'
const text = readText(page)

/** Of ASVS 5.0.0, at levels 1 and 2: how many sections each chapter has. The rest of a chapter is level 3. */
const sections: Readonly<Record<string, readonly number[]>> = {
  V1: [1, 2, 3, 4, 5],
  V2: [1, 2, 3, 4],
  V3: [2, 3, 4, 5, 7],
  V4: [1, 2, 3, 4],
  V5: [1, 2, 3, 4],
  V6: [1, 2, 3, 4, 5, 6, 8],
  V7: [1, 2, 3, 4, 5, 6],
  V8: [1, 2, 3, 4],
  V9: [1, 2],
  V10: [1, 2, 3, 4, 5, 6, 7],
  V11: [1, 2, 3, 4, 5, 6],
  V12: [1, 2, 3],
  V13: [1, 2, 3, 4],
  V14: [1, 2, 3],
  V15: [1, 2, 3],
  V16: [1, 2, 3, 4, 5],
  V17: [],
}

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
