/**
 * What a stranger sends must not cost more than its length: lint refuses an expression that could backtrack,
 * wherever the product has one. Held by planting some.
 */
import { ESLint } from 'eslint'
import { beforeAll, expect, test } from 'vitest'

let eslint: ESLint
beforeAll(() => {
  // Types are not needed for it, and a planted file is in no project.
  const typeless = { languageOptions: { parserOptions: { projectService: false, project: false } } }
  eslint = new ESLint({
    overrideConfig: typeless,
    ruleFilter: ({ ruleId }) => ruleId.startsWith('regexp/') || ruleId === 'no-restricted-syntax',
  })
})

async function refusals(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).map(({ ruleId }) => String(ruleId))
}

const places = ['server/http/planted.ts', 'src/platform/planted.ts', 'mocks/sandbox/planted.ts']

test.each(places)('an expression that can backtrack is refused in %s', async (place) => {
  const matched = 'export const br = /(?:^|,)\\s*br\\s*(?:;[^,]*)?\\s*(?:,|$)/\n'
  expect(await refusals(matched, place)).toContain('regexp/no-super-linear-backtracking')
  const nested = 'export const words = /^(\\w+\\s?)*$/\n'
  expect(await refusals(nested, place)).toContain('regexp/no-super-linear-backtracking')
})

test.each(places)(
  'one that is looked for anew from every place is refused in %s',
  async (place) => {
    const trailing = 'export const trimmed = (text: string) => text.replace(/\\s+$/, "")\n'
    expect(await refusals(trailing, place)).toContain('regexp/no-super-linear-move')
  },
)

test.each(places)('one that is put together at run time is refused in %s', async (place) => {
  const dynamic = 'export const of = (name: string) => new RegExp(name)\n'
  expect(await refusals(dynamic, place)).toContain('no-restricted-syntax')
})

test('one whose cost is its length is let through', async () => {
  const plain = 'export const letters = /^[a-z]{1,9}$/\n'
  expect(await refusals(plain, 'server/http/planted.ts')).toEqual([])
})
