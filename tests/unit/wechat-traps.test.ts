import { expect, test } from 'vitest'
import { isThere, namedTests } from './docs/named-tests'
import { readText } from './docs/pages'

const table = readText('docs/wechat-traps.md')
const sections = table.split(/^### /m).slice(1)
const named = namedTests(table)

test('the table has the twenty traps, in their order', () => {
  const numbers = sections.flatMap((section) => /^(\d+)\. /.exec(section)?.[1] ?? [])
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 1)))
})

test('every trap names what would fail', () => {
  const bare = sections.filter((section) => !/^- `.+?` «.+»$/m.test(section))
  expect(bare).toEqual([])
})

test('every line that names a test is read as one', () => {
  expect(named.length).toBe(table.match(/^- /gm)?.length)
})

test.each(named)('$file has «$title»', (one) => {
  expect(isThere(one)).toBe(true)
})
