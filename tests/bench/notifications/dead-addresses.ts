import { randomBytes } from 'node:crypto'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Addresses of this machine's own network that take a connection and never say a word. */
export interface DeadAddresses {
  readonly urls: readonly string[]
  /** Resolves once as many connections came as there are addresses. */
  readonly allTried: () => Promise<void>
  readonly close: () => Promise<void>
}

export async function openDeadAddresses(count: number): Promise<DeadAddresses> {
  const sockets = new Set<Socket>()
  let came = 0
  const server = createServer((socket) => {
    came += 1
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => sockets.delete(socket))
    socket.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve))
  const { port } = server.address() as AddressInfo
  const host = (index: number) => `127.1.${String(index >> 7)}.${String((index & 127) + 1)}`
  const urls = Array.from({ length: count }, (_, index) => `http://${host(index)}:${String(port)}/`)
  return {
    urls,
    async allTried() {
      const enough = came + count
      while (came < enough) await pause(200)
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** One notification to each address, which nobody will take: an order is placed and closed. */
export async function leaveUntold(
  publicUrl: string,
  apiKeys: readonly string[],
  urls: readonly string[],
): Promise<void> {
  const left = [...urls.entries()]
  const call = async (index: number, path: string, body?: object) => {
    const response = await fetch(new URL(`api/merchant/${path}`, publicUrl), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKeys[index % apiKeys.length] ?? ''}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${path}: ${String(response.status)}`)
    await response.arrayBuffer()
  }
  const worker = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const [index, notifyUrl] = next
      const orderNo = `D${randomBytes(12).toString('hex')}`
      const order = { orderNo, amount: 12_900, subject: '山茶会员年卡', body: '年卡', notifyUrl }
      await call(index, 'orders', order)
      await call(index, `orders/${orderNo}/close`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}
