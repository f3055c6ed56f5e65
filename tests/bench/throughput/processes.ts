import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** A process of the benchmark's, which answers what it is asked over its channel. */
export interface Helper {
  ask: (question: object) => Promise<unknown>
  /** Resolves with what to say when it has ended. */
  readonly ended: Promise<string>
  stop: () => Promise<void>
}

/** What a process has used up since it began, in seconds: all its threads, in user and system time. */
export async function cpuSecondsOf(helper: Helper): Promise<number> {
  const { user, system } = (await helper.ask({ ask: 'cpu' })) as NodeJS.CpuUsage
  return (user + system) / 1e6
}

/** @param preload runs in the process before its own file, which knows nothing of it */
export function startHelper(
  file: string,
  environment: Record<string, string>,
  preload?: string,
): Helper {
  const child = fork(file, {
    env: { PATH: process.env['PATH'], ...environment },
    // What a server logs is written, and read by nobody.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: preload === undefined ? [] : ['--import', preload],
  })
  let asked = 0
  const ended = once(child, 'exit').then(([code, signal]) => `ended (${String(code ?? signal)})`)

  async function ask(question: object): Promise<unknown> {
    const id = ++asked
    const answer = answerTo(child, id)
    child.send({ ...question, id })
    const over = ended.then((how): never => {
      throw new Error(`${file} has ${how}.`)
    })
    return Promise.race([answer, over])
  }

  return {
    ask,
    ended,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function answerTo(child: ChildProcess, id: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const listen = (message: Answer) => {
      if (message.id !== id) return
      child.off('message', listen)
      if (message.error === undefined) resolve(message.value)
      else reject(new Error(message.error))
    }
    child.on('message', listen)
  })
}

interface Answer {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}
