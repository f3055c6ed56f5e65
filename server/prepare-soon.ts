import type { Server } from 'node:http'
import type { Background } from './background'
import type { OpenGateways } from './gateways/open-gateways'
import type { Clock } from './payments/core/deps'

/** In ms. Whoever waits for the process to be ready asks within this. */
const after = 100

interface Parts extends Pick<Background, 'background'> {
  readonly clock: Clock
  readonly gateways: Pick<OpenGateways, 'prepare'>
}

/**
 * Prepares the first call to the gateway a moment after the server listens: that takes the processor for some
 * 20 ms, and the answer that the process is ready would come that much later.
 */
export function prepareSoon(server: Server, { clock, background, gateways }: Parts): void {
  server.once('listening', () => {
    const stop = clock.every(after, () => {
      stop()
      background('a first call', gateways.prepare())
    })
    server.once('close', stop)
  })
}
