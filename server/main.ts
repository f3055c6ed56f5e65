import { fileURLToPath } from 'node:url'
import closeWithGrace from 'close-with-grace'
import { startBackend } from './backend'
import { systemClock } from './clock'
import { ConfigError, readConfig, type Config } from './config'
import { createLog } from './log'

/** Longer than a create call may take, shorter than what supervisors allow before they kill. */
const drainWithin = 20_000

async function loadEnvironment(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production') return
  const dotenv = await import('dotenv')
  dotenv.config({ quiet: true })
}

function readConfigOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

await loadEnvironment()
const config = readConfigOrExit()
const log = createLog(config.logLevel)
const backend = await startBackend(config, {
  clock: systemClock,
  log,
  clientDir: fileURLToPath(new URL('../client/', import.meta.url)),
}).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error)
  console.error(`The checkout could not start: ${reason}`)
  process.exit(1)
})

closeWithGrace({ delay: drainWithin, logger: false }, async ({ err, signal }) => {
  if (err) log.error({ err }, 'stopping after an error')
  else log.info({ signal }, 'draining')
  await backend.close()
})

try {
  await backend.app.listen({ host: config.host, port: config.port })
  log.info({ publicUrl: config.publicUrl.href }, 'ready')
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (!taken) throw error
  console.error(`Port ${config.port} on ${config.host} is taken. Set PORT to a free one.`)
  await backend.close()
  process.exit(1)
}
