/** `npm run reconcile`: a day's statement of Paymax against the store. An entry of its own. */
import { ConfigError, readConfig } from '../config/config'
import { loadEnvironment } from '../config/environment'
import { readArguments, usage } from './reconcile/arguments'
import { notCompared, reconcileDay, type Result } from './reconcile/reconcile-day'

async function run(args: readonly string[]): Promise<Result> {
  if (args.includes('--help')) return { exitCode: 0, out: usage, error: '' }
  const wanted = readArguments(args, Date.now())
  if (typeof wanted === 'string') return notCompared(`${wanted}\n\n${usage}`)
  await loadEnvironment()
  return reconcileDay(readConfig(process.env), wanted, Date.now)
}

/** Node's own code for an error that nobody caught is 1, which here would say that they differ. */
function failed(error: unknown): Result {
  if (error instanceof ConfigError) return notCompared(error.message)
  return notCompared(error instanceof Error ? (error.stack ?? error.message) : String(error))
}

const { exitCode, out, error } = await run(process.argv.slice(2)).catch(failed)
if (out !== '') console.log(out)
if (error !== '') console.error(error)
process.exitCode = exitCode
