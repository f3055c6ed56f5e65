import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'

/** A line between two programs that can be cut, or go silent, while both believe it is there. */
export interface TcpProxy {
  readonly port: number
  /** How many clients are connected. */
  connections: () => number
  /** Everything passes; connections that were stalled go on. */
  open: () => void
  /** Connections stay, and nothing passes. New ones are taken, and nothing passes there either. */
  stall: () => void
  /** Connections are reset, new ones as soon as they come. */
  cut: () => void
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  let state: 'open' | 'stalled' | 'cut' = 'open'
  const sockets = new Set<Socket>()

  const server = createServer((client) => {
    if (state === 'cut') return void client.resetAndDestroy()
    const behind = connect(target)
    forward(client, behind)
    forward(behind, client)
  })

  function forward(from: Socket, to: Socket): void {
    sockets.add(from)
    from.on('data', (chunk: Buffer) => to.write(chunk))
    from.on('end', () => to.end())
    from.on('error', () => to.destroy())
    from.on('close', () => {
      sockets.delete(from)
      to.destroy()
    })
    if (state === 'stalled') from.pause()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => sockets.size / 2,
    open() {
      state = 'open'
      for (const socket of sockets) socket.resume()
    },
    stall() {
      state = 'stalled'
      for (const socket of sockets) socket.pause()
    },
    cut() {
      state = 'cut'
      for (const socket of [...sockets]) socket.resetAndDestroy()
    },
  }
}
