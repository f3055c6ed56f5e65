import { spawn, execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The run inside must not take itself for a part of the run outside. */
const env = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST')),
)

function runPlanted(): Promise<{ code: number | null; output: string }> {
  const vitest = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')))
  const config = 'tests/server/support/planted/vitest.config.ts'
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [vitest, 'run', '--config', config],
      { cwd: root, env: { ...env, NO_COLOR: '1' } },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    )
  })
}

test('a run in which a test of the server project fails is a failed run', async () => {
  const { code, output } = await runPlanted()

  expect(output).toContain('Tests  1 failed (1)')
  expect(code).toBe(1)
}, 120_000)

test('the PostgreSQL of a run that was killed ends by itself and leaves no data', async () => {
  const script = fileURLToPath(new URL('support/abandon-postgres.ts', import.meta.url))
  const holder = spawn(process.execPath, ['--import', 'tsx', script], { cwd: root, env })
  onTestFinished(() => void holder.kill('SIGKILL'))
  const [line] = (await once(holder.stdout, 'data')) as [Buffer]
  const dataDir = line.toString().trim()
  expect(existsSync(dataDir)).toBe(true)

  holder.kill('SIGKILL')

  await expect.poll(() => existsSync(dataDir), { timeout: 30_000 }).toBe(false)
}, 120_000)
