import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'

/** A server that says exactly what it is told to say, and counts. */
export interface RawServer {
  readonly port: number
  readonly requests: () => number
  readonly connections: () => number
  /** The last request as it came, its headers in lines. */
  readonly lastRequest: () => string
  /** Each request is answered with this text as it stands. */
  answers: (text: string) => void
  /** Each request is read, and the connection broken. */
  hangsUp: () => void
  /** Each request is read, and nothing is said to it. */
  keepsSilent: () => void
  /** Writes more on every connection. */
  goesOn: (text: string) => void
  /** Nobody listens any more, and who is connected is hung up on. */
  close: () => Promise<void>
  open: () => Promise<void>
}

/** Closed when the test is over. */
export async function startRawServer(): Promise<RawServer> {
  const port = await freePort()
  const sockets = new Set<Socket>()
  let reply: string | null = null
  let [requests, connections, last] = [0, 0, '']
  let server: Server | null = null

  function take(socket: Socket): void {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      requests += 1
      last = bytes.toString()
      if (reply === null) socket.resetAndDestroy()
      else socket.write(reply)
    })
  }

  async function open(): Promise<void> {
    server = createServer(take).listen(port, '127.0.0.1')
    await once(server, 'listening')
  }

  async function close(): Promise<void> {
    if (server === null) return
    const closed = once(server, 'close')
    server.close()
    server = null
    for (const socket of sockets) socket.destroy()
    await closed
  }

  onTestFinished(close)
  await open()
  return {
    port,
    requests: () => requests,
    connections: () => connections,
    lastRequest: () => last,
    answers: (text) => void (reply = text),
    hangsUp: () => void (reply = null),
    keepsSilent: () => void (reply = ''),
    goesOn: (text) => {
      for (const socket of sockets) socket.write(text)
    },
    close,
    open,
  }
}
