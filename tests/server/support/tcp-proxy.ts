import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A line between two programs that can be cut, go silent, or have somebody else at its other end. */
export interface TcpProxy {
  readonly port: number
  /** How many clients are connected. */
  connections: () => number
  /** Where it leads, where that was not known at the start. */
  leadTo: (url: string) => void
  /** Everything passes; connections that were stalled go on, those to an impostor are hung up on. */
  open: () => void
  /** Connections stay, and nothing passes. New ones are taken, and nothing passes there either. */
  stall: () => void
  /** Connections are reset, new ones as soon as they come. */
  cut: () => void
  /** Whoever asks gets what the impostor does with the connection, and nothing of the real other end. */
  impersonate: (impostor: Impostor) => void
}

export type Impostor = (client: Socket) => void

type State = 'open' | 'stalled' | 'cut' | Impostor

export async function startTcpProxy(url?: string): Promise<TcpProxy> {
  let target = url
  let state: State = 'open'
  const clients = new Set<Socket>()
  const behind = new Set<Socket>()

  const server = createServer((client) => {
    keep(client, clients)
    if (state === 'cut') client.resetAndDestroy()
    else if (typeof state === 'function') client.once('data', () => impose(client))
    else passOn(client)
  })

  function impose(client: Socket): void {
    if (typeof state === 'function') state(client)
  }

  function passOn(client: Socket): void {
    const { hostname, port } = new URL(target ?? '')
    const server = connect({ host: hostname, port: Number(port) })
    keep(server, behind)
    forward(client, server)
    forward(server, client)
  }

  function keep(socket: Socket, among: Set<Socket>): void {
    among.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => among.delete(socket))
  }

  function forward(from: Socket, to: Socket): void {
    from.on('data', (chunk: Buffer) => to.write(chunk))
    from.on('end', () => to.end())
    from.on('close', () => to.destroy())
    if (state === 'stalled') from.pause()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of [...clients, ...behind]) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => clients.size,
    leadTo(url) {
      target = url
    },
    open() {
      if (typeof state === 'function') for (const client of clients) client.destroy()
      state = 'open'
      for (const socket of [...clients, ...behind]) socket.resume()
    },
    stall() {
      state = 'stalled'
      for (const socket of [...clients, ...behind]) socket.pause()
    },
    cut() {
      state = 'cut'
      for (const client of clients) client.resetAndDestroy()
    },
    impersonate(impostor) {
      for (const client of clients) client.destroy()
      state = impostor
    },
  }
}
