import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

const copied = [
  'mocks',
  'public',
  'server',
  'src',
  'index.html',
  'receipt.html',
  'package.json',
  'tsconfig.base.json',
  'vite.config.ts',
]

/** A copy of the project's own files that a test may edit; its packages are the project's. */
export interface ProjectCopy {
  readonly path: string
  edit: (file: string, change: (text: string) => string) => void
}

export function copyProject(): ProjectCopy {
  mkdirSync(join(root, 'node_modules/.tmp'), { recursive: true })
  const path = mkdtempSync(join(root, 'node_modules/.tmp/project-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  for (const name of copied) cpSync(join(root, name), join(path, name), { recursive: true })
  return {
    path,
    edit(file, change) {
      const text = readFileSync(join(path, file), 'utf8')
      writeFileSync(join(path, file), change(text))
    },
  }
}
