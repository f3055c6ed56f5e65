import { once } from 'node:events'
import type { IncomingMessage, Server } from 'node:http'
import type { Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'

/** In ms: how often it is checked whether anything is still under way. */
const beat = 50
/** In ms: a request that has not arrived completely by then is cut off. */
const arrivalGrace = 2_000
/** In ms: a proxy connects when it has a request, but a busy machine may send that a while later. */
const firstRequestGrace = 1_000
/** In ms: a longer turn of the event loop was interrupted, and somebody may have come since it looked. */
const quickTurn = 0.3
/** Connections are accepted one a turn; where they come without end, they are refused all the same. */
const mostTurns = 200

/**
 * Closing lets requests under way finish and closes every other connection: idle ones, those on which nothing
 * was ever requested, and clients that send a byte at a time. Without it, any of them keeps the process alive
 * until its supervisor kills it. No accepted request is refused.
 * @param releaseWaiting ends the long polls
 * @param isLeaving whether the server is about to close: connections then end with their next answer, so that
 *   a proxy has none left to send on
 */
export function registerDrain(
  app: FastifyInstance,
  releaseWaiting: () => void,
  isLeaving: () => boolean,
): void {
  const underWay = new Set<IncomingMessage>()
  /** Connections on which nothing has been requested yet, with the time since when. */
  const silent = new Map<Socket, number>()
  let isClosing = false

  app.server.on('connection', (socket: Socket) => {
    silent.set(socket, performance.now())
    socket.once('close', () => silent.delete(socket))
  })

  app.addHook('onRequest', (request, reply, done) => {
    silent.delete(request.raw.socket)
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
      // A request that was not waiting yet when all were released may be waiting by now.
      releaseWaiting()
      const now = performance.now()
      const late = now - since > arrivalGrace
      if ([...underWay].some((request) => request.complete || !late)) return
      if ([...silent.values()].some((at) => now - at < firstRequestGrace)) return
      app.server.closeAllConnections()
    }, beat)
    app.server.once('close', () => clearInterval(timer))
  }

  let closed: Promise<unknown> = Promise.resolve()
  app.addHook('preClose', async () => {
    isClosing = true
    if (app.server.listening) {
      closed = once(app.server, 'close')
      await untilNobodyComes(app.server)
      app.server.close()
    }
    hangUpOnTheRest()
  })
  app.addHook('onClose', async () => {
    await closed
  })
}

/**
 * A connection that was made but not accepted yet is cut off when the port closes, perhaps with a request in
 * it. The right moment is after a whole, quick turn of the event loop without new connections; Fastify closes
 * later.
 */
async function untilNobodyComes(server: Server): Promise<void> {
  let connections = 0
  const note = () => {
    connections += 1
  }
  server.on('connection', note)
  // The turn under way may have looked for connections before now.
  await turn()
  for (let turns = 0; turns < mostTurns; turns += 1) {
    const [before, since] = [connections, performance.now()]
    await turn()
    if (connections === before && performance.now() - since < quickTurn) break
  }
  server.off('connection', note)
}
