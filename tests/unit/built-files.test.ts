import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { listBuiltFiles } from '../../server/http/page/built-files'

test('the built files are addresses; the pages and what is compressed beside the files are none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'built-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'assets'))
  for (const name of ['index.html', 'receipt.html', 'favicon.svg', 'assets/app-1a.js']) {
    for (const end of ['', '.br', '.gz']) writeFileSync(join(folder, name + end), name)
  }
  expect([...(await listBuiltFiles(folder))].sort()).toEqual(['assets/app-1a.js', 'favicon.svg'])
})
