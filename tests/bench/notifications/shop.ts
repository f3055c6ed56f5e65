import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The shop's receiver: answers at once, and writes down when it first read that an order is paid. */
export interface Shop {
  readonly url: string
  /** By order id, Unix ms. */
  readonly paidAt: ReadonlyMap<string, number>
  readonly close: () => Promise<void>
}

interface Told {
  readonly type: string
  readonly data: { readonly orderId: string }
}

export async function openShop(): Promise<Shop> {
  const paidAt = new Map<string, number>()
  const server = createServer((request, response) => {
    const at = Date.now()
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      response.writeHead(204).end()
      const { type, data } = JSON.parse(body) as Told
      if (type === 'order.paid' && !paidAt.has(data.orderId)) paidAt.set(data.orderId, at)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}/told`,
    paidAt,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
