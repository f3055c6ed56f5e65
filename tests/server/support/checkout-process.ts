import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** The production backend for the tests of a file, in a folder of its own, with their own page beside it. */
export function buildBackend(): { readonly script: () => string } {
  let directory = ''
  beforeAll(async () => {
    directory = mkdtempSync(join(inject('buildFolder'), 'backend-'))
    const page = fileURLToPath(new URL('page/', import.meta.url))
    cpSync(page, join(directory, 'client'), { recursive: true })
    cpSync(await built(), join(directory, 'server'), { recursive: true })
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return { script: () => join(directory, 'server/main.js') }
}

/** Built once a run: two files that need it first at once may both build, and one of the two is kept. */
async function built(): Promise<string> {
  const kept = join(inject('buildFolder'), 'built')
  if (existsSync(kept)) return kept
  const own = mkdtempSync(join(inject('buildFolder'), 'building-'))
  const vite = fileURLToPath(new URL('bin/vite.js', import.meta.resolve('vite/package.json')))
  const args = [vite, 'build', '--ssr', '--outDir', own]
  await promisify(execFile)(process.execPath, args, { cwd: root })
  try {
    renameSync(own, kept)
  } catch (error) {
    if (!existsSync(kept)) throw error
  }
  return kept
}

/** The backend as it runs in production: a process of its own, with a configuration and signals. */
export interface CheckoutProcess {
  readonly process: ChildProcess
  /** All that it has said so far, on both outputs. */
  said: () => string
  /** Resolves when it answers that it can do its work. */
  ready: () => Promise<void>
  /** The exit code; null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** @param program of Node.js; by default the one of the tests */
export function startCheckoutProcess(
  script: string,
  environment: Record<string, string>,
  program = process.execPath,
): CheckoutProcess {
  const child = spawn(program, [script], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      LOG_LEVEL: 'info',
      DRAIN: '0',
      ...environment,
    },
  })
  let said = ''
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    said: () => said,
    async ready() {
      await expect.poll(() => said, { timeout: 30_000, interval: 50 }).toContain('"msg":"ready"')
    },
    ended,
  }
}
