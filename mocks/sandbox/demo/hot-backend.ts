import { startBackend, untilReady } from './backend'
import type { Backend } from './backend'
import { buildOnChange } from './build-on-change'

export interface HotBackendOptions {
  project: string
  environment: Record<string, string>
  readyUrl: string
  say: (line: string) => void
}

export interface HotBackend {
  /** Resolves when a backend answers for the first time, however many edits that takes. */
  ready: Promise<void>
  /** Replaces the process, now and after every edit, with these variables changed. */
  restartWith: (changes: Record<string, string>) => Promise<void>
  stop: () => Promise<void>
}

/** In ms: a request that waits for a slow gateway does not delay the next edit. */
const drainWithin = 500

const waiting = '等下一次修改 · Waiting for the next edit.'

/**
 * Runs the backend and replaces it at every change. If an edit breaks the build or the start, that is
 * printed, and the next edit is awaited.
 */
export async function startHotBackend(options: HotBackendOptions): Promise<HotBackend> {
  const { project, readyUrl, say } = options
  let { environment } = options
  let lastBuilt: string | null = null
  let running: Backend | null = null
  let built: string[] | null = null
  let stopped = false
  let turn: Promise<void> | null = null
  let tellReady: () => void = () => undefined
  const ready = new Promise<void>((resolve) => {
    tellReady = resolve
  })

  async function stopRunning(within?: number): Promise<void> {
    const last = running
    running = null
    await last?.stop(within)
  }

  async function restart(main: string, changed: string[]): Promise<void> {
    const since = performance.now()
    await stopRunning(drainWithin)
    if (stopped) return
    const backend = startBackend([process.execPath, main], environment)
    running = backend
    try {
      await untilReady(readyUrl, backend.ended)
    } catch (error) {
      if (running === backend)
        say(`后端没有启动 · ${error instanceof Error ? error.message : String(error)} ${waiting}`)
      return
    }
    void backend.ended.then((reason) => {
      if (running === backend) say(`后端已退出 · The backend ${reason}. ${waiting}`)
    })
    tellReady()
    const seconds = ((performance.now() - since) / 1000).toFixed(1)
    if (changed.length > 0) {
      say(
        `后端已重启 · The backend restarted in ${seconds} s after a change: ${changed.join(', ')}`,
      )
    }
  }

  /** Builds that finish during a replacement count as one. */
  async function takeTurns(main: string): Promise<void> {
    while (built && !stopped) {
      const changed = built
      built = null
      await restart(main, changed)
    }
    turn = null
  }

  const watched = await buildOnChange(project, {
    built(main, changed) {
      lastBuilt = main
      built = [...(built ?? []), ...changed]
      turn ??= takeTurns(main)
    },
    failed(reason) {
      say(`后端没有构建成功 · The backend was not built. ${waiting}\n\n${reason}\n`)
    },
  })

  return {
    ready,
    async restartWith(changes) {
      environment = { ...environment, ...changes }
      if (lastBuilt === null) return
      built ??= []
      turn ??= takeTurns(lastBuilt)
      await turn
    },
    async stop() {
      stopped = true
      await stopRunning()
      await turn
      await watched.close()
    },
  }
}
