/** A shop's server that receives notifications, and treats them as a test tells it to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { NotificationType } from '../../../server/contract/notifications'

export const notifySecret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

/** Tests' shops live on this machine. */
export const toShops = { NOTIFY_SECRET: notifySecret, NOTIFY_ALLOW_PRIVATE: '127.0.0.0/8' }

export interface Told {
  readonly type: NotificationType
  readonly timestamp: string
  readonly sequence: number
  readonly refundId?: string
  readonly data: MerchantOrder
}

export interface Received {
  readonly id: string
  readonly text: string
  readonly told: Told
  readonly headers: Readonly<Record<string, string>>
}

type Answer = (request: IncomingMessage, response: ServerResponse, received: Received) => void

export const answering =
  (status: number, body = ''): Answer =>
  (_request, response) =>
    void response.writeHead(status).end(body)

export interface Shop {
  readonly url: string
  /** All that came and verified by the reference library, in the sequence of its coming. */
  readonly received: Received[]
  readonly types: () => NotificationType[]
  /** How the next ones are answered. */
  answer: Answer
}

/** @param secret verifies with this one. @throws what a request that does not verify is answered with, 401 */
export async function openShop(secret = notifySecret): Promise<Shop> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const one = verified(secret, request, Buffer.concat(chunks).toString())
      if (!one) return void response.writeHead(401).end()
      received.push(one)
      shop.answer(request, response, one)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  const shop: Shop = {
    url: `http://127.0.0.1:${port}/hooks/paymax`,
    received,
    types: () => received.map(({ told }) => told.type),
    answer: answering(204),
  }
  return shop
}

/** As the reference library does it, at the time that the sender says it is: tests move the clock. */
function verified(secret: string, request: IncomingMessage, text: string): Received | null {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  )
  const { 'webhook-id': id = '', 'webhook-timestamp': seconds = '' } = headers
  const { 'webhook-signature': signatures = '' } = headers
  const webhook = new Webhook(secret)
  const expected = webhook.sign(id, new Date(Number(seconds) * 1_000), text)
  if (!signatures.split(' ').includes(expected)) return null
  return { id, text, headers, told: JSON.parse(text) as Told }
}
