/** Who sends a byte at a time is cut off; who waits for an answer is not. */
import { connect, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Payment } from '../../../server/contract/payment'
import { timeouts } from '../../../server/http/timeouts'
import { openCheckout } from '../support/checkout'

const short = { headers: 150, request: 300, lookEvery: 30, keepAlive: 5_000, silence: 20_000 }

/** Sends the beginning, and then a byte every now and then, for as long as it may. @returns what came back */
function dribble({ hostname, port }: URL, beginning: string): Promise<string> {
  return new Promise((resolve) => {
    const socket: Socket = connect(Number(port), hostname)
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString()
    })
    socket.on('error', () => undefined)
    const sending = setInterval(() => socket.write('x'), 20)
    socket.on('close', () => {
      clearInterval(sending)
      resolve(received)
    })
    onTestFinished(() => void socket.destroy())
    socket.write(beginning)
  })
}

describe('who sends slowly', () => {
  test.each([
    ['headers', 'GET /pay/api/options HTTP/1.1\r\nhost: a\r\nx-slow: '],
    [
      'a body',
      'POST /pay/api/webhooks/paymax HTTP/1.1\r\nhost: a\r\nsign: s\r\ncontent-length: 200000\r\n\r\n',
    ],
    [
      'a body in chunks',
      'POST /pay/api/webhooks/paymax HTTP/1.1\r\nhost: a\r\nsign: s\r\ntransfer-encoding: chunked\r\n\r\n30000\r\n',
    ],
  ])('%s is cut off', async (_what, beginning) => {
    const { publicUrl } = await openCheckout('embedded', {}, { timeouts: short })
    expect(await dribble(publicUrl, beginning)).toMatch(/^(HTTP\/1\.1 400 Bad Request\r\n[^]*)?$/)
  })

  test('is cut off who only connects', async () => {
    const { publicUrl } = await openCheckout('embedded', {}, { timeouts: short })
    const socket = connect(Number(publicUrl.port), publicUrl.hostname)
    socket.on('error', () => undefined)
    socket.resume()
    await new Promise((resolve) => socket.on('close', resolve))
  })
})

test('a status query waits longer than a request may take to come in', async () => {
  const { merchant, phone } = await openCheckout('embedded', {}, { timeouts: short })
  const { orderId } = await merchant.placed()
  const asked = await phone().get<Payment>(`api/orders/${orderId}/payment?wait=2`)
  expect([asked.status, asked.body.status]).toEqual([200, 'unpaid'])
})

test('in production the times fit each other, nginx and the longest status query', async () => {
  const { backend } = await openCheckout('embedded')
  const { server } = backend.app
  expect([server.headersTimeout, server.requestTimeout]).toEqual([
    timeouts.headers,
    timeouts.request,
  ])
  expect([server.keepAliveTimeout, server.timeout]).toEqual([timeouts.keepAlive, timeouts.silence])
  // Node.js takes the longer of the two for the other one.
  expect(timeouts.headers).toBeLessThan(timeouts.request)
  expect(timeouts.request + timeouts.lookEvery).toBeLessThanOrEqual(20_000)
  expect(timeouts.keepAlive).toBeGreaterThan(60_000)
  expect(timeouts.silence).toBeGreaterThan(25_000 + timeouts.request)
})
