import { startBackend, untilReady } from './backend'
import type { Backend } from './backend'

export interface BuiltBackendOptions {
  /** The built program. */
  main: string
  environment: Record<string, string>
  readyUrl: string
  /** The path of Node.js; defaults to the running one. */
  program?: string
}

export interface BuiltBackend {
  /** Resolves when the first one answers. */
  ready: Promise<void>
  /** Resolves with an error message when the process ends unexpectedly. */
  ended: Promise<string>
  /** Replaces the process, on the same database, with these variables changed. */
  restartWith: (changes: Record<string, string>) => Promise<void>
  stop: () => Promise<void>
}

/** In ms: a page that holds its connection open does not delay the change. */
const drainWithin = 3000

/** Runs the production build, which can be restarted with other variables. */
export function startBuiltBackend(options: BuiltBackendOptions): BuiltBackend {
  const { main, readyUrl } = options
  let { environment } = options
  let stopped = false
  let tellEnded: (reason: string) => void = () => undefined
  const ended = new Promise<string>((resolve) => {
    tellEnded = resolve
  })
  let running: Backend | null = null

  function start(): Promise<void> {
    const backend = startBackend([options.program ?? process.execPath, main], environment)
    running = backend
    void backend.ended.then((reason) => {
      if (running === backend) tellEnded(reason)
    })
    return untilReady(readyUrl, backend.ended)
  }

  async function stopRunning(within?: number): Promise<void> {
    const last = running
    running = null
    await last?.stop(within)
  }

  return {
    ready: start(),
    ended,
    async restartWith(changes) {
      environment = { ...environment, ...changes }
      await stopRunning(drainWithin)
      if (!stopped) await start()
    },
    async stop() {
      stopped = true
      await stopRunning()
    },
  }
}
