import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export interface RunningPostgres {
  /** Without a database's name. */
  readonly url: string
  readonly dataDir: string
}

const keeper = fileURLToPath(new URL('postgres-process.ts', import.meta.url))

/** Ports and pid files of a server that was killed can linger: a start may need another try. */
const tries = 3

/**
 * Starts a PostgreSQL of the caller's own. It ends, and its data with it, when it is stopped or when
 * the caller's process is gone, whichever comes first.
 * @param durability `fsync`: as a merchant's would run; without it a test does not wait for the disk
 */
export async function startPostgres(
  durability: 'fsync' | 'no fsync' = 'no fsync',
): Promise<RunningPostgres & { stop: () => Promise<void> }> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    // Detached: Ctrl-C ends the caller, and the keeper then stops its server in order.
    const child = fork(keeper, [durability], { execArgv: ['--import', 'tsx'], detached: true })
    const ended = once(child, 'exit')
    const running = await Promise.race([firstMessage(child), ended.then(() => null)])
    if (running) {
      return {
        ...running,
        stop: async () => {
          if (child.connected) child.disconnect()
          await ended
        },
      }
    }
  }
  throw new Error(`PostgreSQL did not start in ${tries} tries.`)
}

async function firstMessage(child: ChildProcess): Promise<RunningPostgres> {
  const [message] = (await once(child, 'message')) as [RunningPostgres]
  return message
}
