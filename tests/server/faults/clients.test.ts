import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout } from '../support/checkout'

/** Writes bytes as they stand. @returns all that comes back until the backend hangs up */
async function sendBytes(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  socket.write(bytes)
  await once(socket, 'close')
  return heard
}

test.each([
  [
    'a flood of headers',
    `GET /pay/api/healthz HTTP/1.1\r\nhost: x\r\n${'x-y: z\r\n'.repeat(9000)}\r\n`,
  ],
  ['a line that is no request', 'certainly not HTTP\r\n\r\n'],
  [
    'two lengths of one body',
    'POST /pay/api/session HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n{}',
  ],
])('%s is refused with a problem document, and serves others on', async (_, bytes) => {
  const { phone, publicUrl } = await openCheckout('embedded')
  const heard = await sendBytes(Number(publicUrl.port), bytes)
  const [head = '', body = ''] = heard.split('\r\n\r\n')
  expect(head).toContain('HTTP/1.1 400 Bad Request')
  expect(head).toContain('application/problem+json')
  expect((JSON.parse(body) as Problem).code).toBe('invalid_request')
  expect((await phone().get('api/healthz')).status).toBe(200)
})
