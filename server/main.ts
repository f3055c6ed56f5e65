import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { setFlagsFromString } from 'node:v8'
import closeWithGrace from 'close-with-grace'
import { startBackend, type Backend } from './backend'
import { systemClock } from './runtime/clock'
import { ConfigError, type Config } from './config/config'
import { loadEnvironment } from './config/environment'
import { findMistakes, sentenceOf } from './config/mistakes/find-mistakes'
import { environmentFiles, readConfigInput } from './config/mistakes/read-config-input'
import { createLog } from './runtime/log'
import { startWhenReady } from './wait-for-database'
import { becomeSoleBackend } from './store/engine/sole-backend'
import { messageOf } from './runtime/message-of'

/** In ms. Longer than a create call may take, shorter than supervisors wait before they kill. */
const drainWithin = 20_000

/** Configuration mistakes that do not prevent a start are logged as warnings. */
function readConfigOrExit(): Config {
  const files = environmentFiles(process.env, process.execArgv)
  const told = readConfigInput(process.env, files, systemClock.now())
  if (!told.config) return giveUp(new ConfigError(told.refused).message)
  const mistakes = findMistakes(told).map(sentenceOf)
  return { ...told.config, warnings: [...told.config.warnings, ...mistakes] }
}

function giveUp(message: string): never {
  console.error(message)
  process.exit(1)
}

/** One line with the useful hint: change HOST or PORT. */
function cannotListen(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : error
  return code === 'EADDRINUSE'
    ? `Port ${config.port} on ${config.host} is in use. Set PORT to a free one.`
    : `HOST ${config.host} and PORT ${config.port} cannot be listened on (${String(code)}).`
}

async function listen(backend: Backend): Promise<void> {
  try {
    await backend.app.listen({ host: config.host, port: config.port })
    log.info({ publicUrl: config.publicUrl.href }, 'ready')
  } catch (error) {
    // After a stop signal the server is closing already, and a closed server cannot listen.
    if (stopping.signal.aborted) return
    await backend.close()
    giveUp(cannotListen(error))
  }
}

loadEnvironment()
const config = readConfigOrExit()
const log = createLog(config.logLevel)
const stopping = new AbortController()
const clientDir = fileURLToPath(new URL('../client/', import.meta.url))

/** How long a compilation that has begun is left to end. In ms. */
const compilationEnds = 20

/**
 * A thread that compiles may have to wait until the main thread collects garbage, which waits for it in turn
 * once the process exits: Node.js 22 and 24 then hang until they are killed (nodejs/node, issue 54918). So
 * none begins any more.
 */
function compileInTurn(): void {
  for (const work of ['recompilation', 'sparkplug']) setFlagsFromString(`--no-concurrent-${work}`)
}

/** The kernel releases the lock when the process ends. */
function beAloneOrExit(): void {
  if (config.database.kind === 'postgres') return
  try {
    becomeSoleBackend(config.database.dir)
  } catch (error) {
    giveUp(`The checkout could not start: ${messageOf(error)}`)
  }
}

beAloneOrExit()
const starting = startWhenReady(
  () => startBackend(config, { clock: systemClock, log, clientDir }),
  log,
  stopping.signal,
).catch((error: unknown) => {
  const reason = messageOf(error)
  return giveUp(`The checkout could not start: ${reason}`)
})

const logger = {
  error: (said: unknown) => log.error({ err: said }, 'the process did not stop cleanly'),
}
closeWithGrace({ delay: config.drain + drainWithin, logger }, async ({ err, signal }) => {
  if (err) log.error({ err }, 'stopping after an error')
  else log.info({ signal }, 'draining')
  compileInTurn()
  stopping.abort()
  const backend = await starting
  // A supervisor sends SIGTERM, and a proxy may have to notice first. Ctrl-C does not wait.
  if (signal === 'SIGTERM' && backend?.app.server.listening) {
    backend.leave()
    await pause(config.drain)
  }
  await backend?.close()
  await pause(compilationEnds)
})

const backend = await starting
if (backend) await listen(backend)
