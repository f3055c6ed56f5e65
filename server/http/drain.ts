import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { setImmediate as turn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** How often it is looked whether anything is still under way. In ms. */
const beat = 50
/** A request that has not come in whole by then has not been begun: it is cut off. In ms. */
const arrivalGrace = 2_000
/** A turn of the event loop that took no longer had nothing to take. In ms. */
const idleTurn = 0.3
const mostTurns = 200

/**
 * Closing lets the requests that are under way end and hangs up on every other connection: kept-alive
 * ones, those on which nothing was ever asked, and clients that send their request a byte at a time.
 * Without it, any one of them holds the process until its supervisor kills it. Nothing that was taken is
 * refused.
 *
 * @param releaseWaiting lets those go who wait for an order to change
 * @param isLeaving whether it is about to close: each connection then ends with its next answer, so that a
 *   proxy has none left on which it could send while it is closed
 */
export function registerDrain(
  app: FastifyInstance,
  releaseWaiting: () => void,
  isLeaving: () => boolean,
): void {
  const underWay = new Set<IncomingMessage>()
  let isClosing = false

  app.addHook('onRequest', (request, reply, done) => {
    underWay.add(request.raw)
    reply.raw.once('close', () => underWay.delete(request.raw))
    done()
  })

  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing || isLeaving()) reply.header('connection', 'close')
    done(null, payload)
  })

  function hangUpOnTheRest(): void {
    const since = performance.now()
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
  }

  let closed: Promise<unknown> = Promise.resolve()
  app.addHook('preClose', async () => {
    isClosing = true
    if (app.server.listening) {
      closed = once(app.server, 'close')
      await untilNobodyComes()
      app.server.close()
    }
    hangUpOnTheRest()
  })
  app.addHook('onClose', async () => {
    await closed
  })
}

/**
 * Who has connected and was not yet taken is cut off when the port closes, a request in hand perhaps: the
 * moment for it is right after a turn of the event loop in which nobody came. Fastify closes turns later.
 */
async function untilNobodyComes(): Promise<void> {
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const since = performance.now()
    await turn()
    if (performance.now() - since < idleTurn) break
  }
}
