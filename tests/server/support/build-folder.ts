import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the first test that needs the production backend leaves it for the others of the run. */
    buildFolder: string
  }
}

const temporary = fileURLToPath(new URL('../../../node_modules/.tmp', import.meta.url))

/** Under node_modules: what the build leaves out is found from there. */
export default function setup(project: TestProject): () => void {
  mkdirSync(temporary, { recursive: true })
  const folder = mkdtempSync(join(temporary, 'builds-'))
  const clear = () => rmSync(folder, { recursive: true, force: true })
  project.provide('buildFolder', folder)
  // The sources have changed.
  project.onTestsRerun(() => {
    clear()
    mkdirSync(folder)
    return Promise.resolve()
  })
  return clear
}
