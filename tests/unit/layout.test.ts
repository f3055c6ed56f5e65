/** Files stay short and folders stay small, so that one sees from the tree where a change belongs. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const project = fileURLToPath(new URL('../..', import.meta.url))
const isCode = (file: string) => ['.ts', '.vue', '.css'].includes(extname(file))

/** Every file of a folder and of those within it, from the project's root. */
function filesOf(folder: string): string[] {
  return readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(project, join(entry.parentPath, entry.name)))
}

const linesOf = (file: string) => readFileSync(join(project, file), 'utf8').split('\n').length - 1

describe.each(['server', 'src'])('%s', (top) => {
  const files = filesOf(top)
  const code = files.filter(isCode)

  test('has no file over 250 lines', () => {
    expect(code.filter((file) => linesOf(file) > 250)).toEqual([])
  })

  test('has nine files of ten within 120 lines', () => {
    const long = code.filter((file) => linesOf(file) > 120)
    expect(long.length).toBeLessThanOrEqual(code.length / 10)
  })

  test('has no folder over 21 files', () => {
    expect([...filesByFolder(files)].filter(([, count]) => count > 21)).toEqual([])
  })
})

function filesByFolder(files: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1)
  return counts
}
