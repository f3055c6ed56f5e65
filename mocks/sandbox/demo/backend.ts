import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'

export interface Backend {
  /** Resolves with an error message when the process ends by itself. */
  ended: Promise<string>
  /**
   * Asks it to drain, and waits.
   * @param within in ms: then it is killed; what it acknowledged is on disk
   */
  stop: (within?: number) => Promise<void>
}

/** Removed: variables of a developer's own shell may belong to another configuration. */
const foreign =
  /^(DATABASE_URL|RESTORED|TRUST_PROXY|LIMITS|CHARGE_|SESSION_TTL|JUST_PAID_WINDOW|MERCHANT_CONTACT|WECHAT_(?!OAUTH_SCOPE)|PAYMAX_|WECHATPAY_|NOTIFY_|CLIENT_IP_FALLBACK|THEME_DIR)/

function ownEnvironment(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}

export function startBackend(command: string[], environment: Record<string, string>): Backend {
  const [program = process.execPath, ...args] = command
  const child: ChildProcess = spawn(program, args, {
    // There is no proxy in front that has to notice the stop.
    env: { ...ownEnvironment(), DRAIN: '0', ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
    // A process group of its own: Ctrl-C reaches the demo, and the demo drains the backend.
    detached: true,
  })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      resolve(code === null ? `ended by ${signal ?? 'a signal'}` : `ended with code ${code}`)
    })
  })
  return {
    ended,
    async stop(within) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      const timer = within && setTimeout(() => child.kill('SIGKILL'), within)
      await ended
      clearTimeout(timer)
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => null)
  return response?.status === 200
}

/** Polls: a new database takes a moment. */
export async function untilReady(url: string, ended: Promise<string>): Promise<void> {
  const over = ended.then((reason): never => {
    throw new Error(`The backend ${reason} before it was ready.`)
  })
  for (let tries = 0; tries < 300; tries += 1) {
    if (await Promise.race([answers(url), over])) return
    await Promise.race([pause(100), over])
  }
  throw new Error(`The backend did not become ready within 30 seconds (${url}).`)
}
