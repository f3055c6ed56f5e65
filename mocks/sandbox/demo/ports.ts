import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range for outgoing connections: nobody takes one between check and use. */
const lowest = 10_000
const highest = 30_000

/** https://fetch.spec.whatwg.org/#port-blocking: browsers and Node.js's `fetch` refuse these. */
const blocked: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
])

/** Whether browsers refuse to open an address with this port. */
export function isBlocked(port: number): boolean {
  return blocked.has(port)
}

/**
 * A free loopback port that browsers accept.
 * @param draw proposes one
 */
export async function freePort(draw = () => randomInt(lowest, highest)): Promise<number> {
  for (;;) {
    const port = draw()
    if (!isBlocked(port) && (await isFree(port))) return port
  }
}

/** The wanted port, or another one if it is taken. */
export async function freePortOr(wanted: number): Promise<number> {
  return (await isFree(wanted)) ? wanted : freePort()
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
