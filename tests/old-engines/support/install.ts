import { execFile } from 'node:child_process'
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { versions, programOf } from './versions'

const folder = fileURLToPath(new URL('../', import.meta.url))
const run = promisify(execFile)
const unpack = promisify(brotliDecompress)

/**
 * Brings the old browsers, once: a package of their own, so that nobody who only wants to see the
 * checkout downloads seventy megabytes of them.
 * @throws where the registry cannot be reached: a payment nobody tried is not a payment that works
 */
export default async function install(): Promise<void> {
  for (const version of versions) {
    if (await exists(programOf(version))) continue
    const packed = `${folder}node_modules/chromium-${version}/bin/chromium.br`
    if (!(await exists(packed))) await fetchPackages()
    await place(programOf(version), await unpack(await readFile(packed)))
  }
}

async function fetchPackages(attempt = 1): Promise<void> {
  try {
    await run('npm', ['ci'], { cwd: folder })
  } catch (cause) {
    if (attempt === 4) {
      throw new Error('The old Chromiums could not be installed: is the npm registry reachable?', {
        cause,
      })
    }
    await pause(attempt * 2_000)
    await fetchPackages(attempt + 1)
  }
}

/** All of it or nothing: a run that is broken off leaves no half a program behind. */
async function place(file: string, content: Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(`${file}.part`, content, { mode: 0o755 })
  await rename(`${file}.part`, file)
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
