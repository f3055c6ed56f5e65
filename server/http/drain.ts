import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { CheckoutError } from '../contract/errors'

/** How often it is looked whether anything is still under way. In ms. */
const beat = 50
/** A request that has not come in whole by then has not been begun: it is cut off. In ms. */
const arrivalGrace = 2_000

/**
 * Closing lets the requests that are under way end and hangs up on every other connection: kept-alive
 * ones, those on which nothing was ever asked, and clients that send their request a byte at a time.
 * Without it, any one of them holds the process until its supervisor kills it.
 *
 * @param releaseWaiting lets those go who wait for an order to change
 */
export function registerDrain(app: FastifyInstance, releaseWaiting: () => void): void {
  const underWay = new Set<IncomingMessage>()
  let closingSince: number | null = null

  app.addHook('onRequest', (request, reply, done) => {
    if (closingSince !== null) {
      throw new CheckoutError('not_ready', 'This process is stopping.', { retryAfter: 1 })
    }
    underWay.add(request.raw)
    reply.raw.once('close', () => underWay.delete(request.raw))
    done()
  })

  app.addHook('onSend', (_request, reply, payload, done) => {
    if (closingSince !== null) reply.header('connection', 'close')
    done(null, payload)
  })

  app.addHook('preClose', (done) => {
    const since = performance.now()
    closingSince = since
    releaseWaiting()
    const timer = setInterval(() => {
      // A request that was not yet waiting when everybody was released may be by now.
      releaseWaiting()
      const late = performance.now() - since > arrivalGrace
      if (![...underWay].some((request) => request.complete || !late)) {
        app.server.closeAllConnections()
      }
    }, beat)
    app.server.once('close', () => clearInterval(timer))
    done()
  })
}
