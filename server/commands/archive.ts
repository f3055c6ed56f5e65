/** `npm run archive`: moves old orders out of the store into a file. An entry of its own. */
import { readArguments, usage } from './archive/arguments'
import { notArchived, runArchive, type Result } from './archive/run-archive'
import { ConfigError, readConfig } from '../config/config'
import { loadEnvironment } from '../config/environment'

async function run(args: readonly string[]): Promise<Result> {
  if (args.includes('--help')) return { exitCode: 0, out: usage, error: '' }
  const wanted = readArguments(args, Date.now())
  if (typeof wanted === 'string') return notArchived(`${wanted}\n\n${usage}`)
  await loadEnvironment()
  return runArchive(readConfig(process.env), wanted)
}

function failed(error: unknown): Result {
  if (error instanceof ConfigError) return notArchived(error.message)
  throw error
}

const { exitCode, out, error } = await run(process.argv.slice(2)).catch(failed)
if (out !== '') console.log(out)
if (error !== '') console.error(error)
process.exitCode = exitCode
