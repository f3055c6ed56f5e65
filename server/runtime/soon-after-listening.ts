import type { Server } from 'node:http'
import type { Clock } from '../payments/core/deps'

/** In ms. Whoever waits for the process to be ready asks within this. */
const after = 100

/**
 * Prepares for the first payer a moment after the server listens: what takes the processor for some 20 ms would delay
 * the answer that the process is ready by as much.
 */
export function soonAfterListening(server: Server, clock: Clock, prepare: () => void): void {
  server.once('listening', () => {
    const stop = clock.every(after, () => {
      stop()
      prepare()
    })
    server.once('close', stop)
  })
}
