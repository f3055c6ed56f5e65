/** The Node.js versions that are said to be supported beside the one that the tests run on. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

export const versions = [22, 24] as const

export type Version = (typeof versions)[number]

const folder = fileURLToPath(new URL('./', import.meta.url))

export function programOf(version: Version): string {
  return `${folder}node_modules/node-${version}/bin/node`
}

/** What there is no program for, or none yet on a person's machine: 100 MB nobody asked for. */
export function whyLeftOut(version: Version): string | null {
  if (existsSync(programOf(version))) return null
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `Node.js ${version}: left out, its program is brought for Linux on x64 alone`
  }
  return `Node.js ${version}: left out, brought by: npm ci --prefix tests/node-versions`
}

/** On a machine that is there to test, they are brought once; a version nobody tried is none that works. */
export async function bringVersions(): Promise<void> {
  const { CI: ci = '' } = process.env
  const isTester = ci !== '' && ci !== 'false'
  const isRight = process.platform === 'linux' && process.arch === 'x64'
  if (!isTester || !isRight || versions.every((one) => existsSync(programOf(one)))) return
  await promisify(execFile)('npm', ['ci'], { cwd: folder })
  const missing = versions.filter((one) => !existsSync(programOf(one)))
  if (missing.length > 0) throw new Error(`no Node.js ${missing.join(', ')} came with npm ci`)
}
