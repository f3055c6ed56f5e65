import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

interface ApiDocs {
  readonly html: string
  /** It may run its own scripts and fetch nothing. */
  readonly policy: string
}

/** The API documentation, made by Redoc from the backend's document: one complete file. */
export async function drawApiDocs(documentUrl: URL): Promise<ApiDocs> {
  const response = await fetch(documentUrl)
  if (!response.ok) throw new Error(`${documentUrl.href} answered ${response.status}`)
  const folder = await mkdtemp(join(tmpdir(), 'api-docs-'))
  try {
    const [from, to] = [join(folder, 'openapi.json'), join(folder, 'docs.html')]
    await writeFile(from, await response.text())
    await redocly(['build-docs', from, '--inlineBundle', '-o', to])
    const html = await readFile(to, 'utf8')
    return { html, policy: policyOf(html) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Redoc writes its styles while it runs. */
function policyOf(html: string): string {
  const scripts = [...html.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(
    ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
  )
  return `default-src 'none';script-src ${scripts.join(' ')};style-src 'unsafe-inline';img-src data:;font-src data:;worker-src blob:;base-uri 'none';form-action 'none';frame-ancestors 'none'`
}

function redocly(args: readonly string[]): Promise<void> {
  const program = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'))
  const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...quiet },
    stdio: 'ignore',
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`the API’s page was not made: code ${String(code)}`)),
    )
  })
}
