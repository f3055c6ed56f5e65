import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { DatabaseLocation } from '../../../server/store/engine/database'

const run = promisify(execFile)
const script = fileURLToPath(new URL('migrate-process.ts', import.meta.url))

/** @returns the names of the migrations that the other process applied */
export async function migrateInAnotherProcess(location: DatabaseLocation): Promise<string[]> {
  const { stdout } = await run(process.execPath, [
    '--import',
    'tsx',
    script,
    JSON.stringify(location),
  ])
  return JSON.parse(stdout) as string[]
}
