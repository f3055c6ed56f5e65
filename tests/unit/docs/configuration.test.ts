import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from '../../../server/config/config'
import { complete, decisions } from './configuration/decisions'
import { drawConfiguration } from './configuration/draw'
import { complaintsOf, defaultOf, namesInCode } from './configuration/read-variables'
import { words } from './configuration/words'

test('every variable that the code reads is explained, and none that it does not', () => {
  expect([...words.keys()].sort()).toEqual([...namesInCode()].sort())
})

test('the example names every one of them', () => {
  const text = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8')
  const lacking = [...words.keys()].filter((name) => !new RegExp(`\\b${name}\\b`).test(text))
  // Which mode Node.js runs in is not ours to set in a file.
  expect(lacking).toEqual(['NODE_ENV'])
})

test.each(Object.entries(decisions))(
  'the example with its gaps filled for %s is a configuration, so what is tried is one change each',
  (_decision, env) => {
    expect(complaintsOf(env)).toEqual([])
  },
)

test.each([...words.keys()].filter((name) => defaultOf(name) !== null))(
  'the example shows the default of %s',
  (name) => {
    expect(readConfig({ ...complete, [name]: undefined })).toEqual(readConfig(complete))
  },
)

test.each([
  ['docs/configuration.md', 'en'],
  ['docs/zh/configuration.md', 'zh'],
] as const)('%s says so', async (path, language) => {
  await expect(drawConfiguration(language)).toMatchFileSnapshot(`../../../${path}`)
})
