/** `npm run links`: addresses and posters for what is sold. An entry of its own, and no secrets. */
import { ConfigError, readShop } from '../config/config'
import { loadEnvironment } from '../config/environment'
import { readArguments, usage } from './links/arguments'
import { handOut, refused, type Result } from './links/hand-out'

async function run(args: readonly string[]): Promise<Result> {
  if (args.includes('--help')) return { exitCode: 0, out: usage, error: '' }
  const wanted = readArguments(args)
  if (typeof wanted === 'string') return refused(`${wanted}\n\n${usage}`)
  await loadEnvironment()
  return handOut(readShop(process.env), wanted)
}

function failed(error: unknown): Result {
  if (error instanceof ConfigError) return refused(error.message)
  throw error
}

const { exitCode, out, error } = await run(process.argv.slice(2)).catch(failed)
if (out !== '') console.log(out)
if (error !== '') console.error(error)
process.exitCode = exitCode
