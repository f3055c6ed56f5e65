import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const project = new URL('../../', import.meta.url)
const table = readFileSync(fileURLToPath(new URL('docs/wechat-traps.md', project)), 'utf8')

const sections = table.split(/^### /m).slice(1)
const named = Array.from(table.matchAll(/^- `(.+?)` «(.+)»$/gm), ([, file = '', title = '']) => ({
  file,
  title,
}))

/** A title stands in quotes, as no prose does. */
function hasTitle(file: string, title: string): boolean {
  const path = fileURLToPath(new URL(file, project))
  const source = existsSync(path) ? readFileSync(path, 'utf8') : ''
  return ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`))
}

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

test.each(named)('$file has «$title»', ({ file, title }) => {
  expect(hasTitle(file, title)).toBe(true)
})
