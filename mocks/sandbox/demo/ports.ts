import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below those that systems hand to outgoing connections: nobody takes one between look and use. */
const lowest = 10_000
const highest = 30_000

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const port = randomInt(lowest, highest)
  return (await isFree(port)) ? port : freePort()
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => {
      if (isTaken(error)) resolve(false)
      else reject(error)
    })
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}
