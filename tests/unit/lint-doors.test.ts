import { ESLint } from 'eslint'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

// These rules read names alone; to know every type for them takes half a minute.
const parserOptions = { project: false, projectService: false }
const eslint = new ESLint({
  cwd: root,
  ruleFilter: ({ ruleId }) => ruleId.includes('restricted'),
  overrideConfig: { languageOptions: { parserOptions } },
})

/** What lint says of a text, were it this file of ours. */
async function saidOf(file: string, text: string): Promise<string> {
  const [result] = await eslint.lintText(text, { filePath: `${root}${file}` })
  return result?.messages.map(({ message }) => message).join('\n') ?? ''
}

test.each([
  ['src/App.vue', '<script setup lang="ts">fetch("x")</script>', 'src/platform/http.ts'],
  ['src/boot/effect-runner.ts', 'export const at = location.href', 'src/platform/browser.ts'],
  ['src/boot/effect-runner.ts', 'sessionStorage.clear()', 'src/platform/storage.ts'],
  ['src/boot/effect-runner.ts', 'setTimeout(() => undefined, 1)', 'tools.browser.pause'],
  ['mocks/sandbox/clock.ts', "import '../../server/runtime/clock'", 'mocks/sandbox'],
])(
  'in %s, lint that refuses %s says what to use instead',
  async (file, text, instead) => {
    expect(await saidOf(file, text)).toContain(instead)
  },
  60_000,
)
