/** The sandbox's gateways wait for an answer to a webhook as long as the real ones, and no longer. */
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, onTestFinished, test } from 'vitest'
import { deliver } from '../../mocks/sandbox/deliver'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

const never = new AbortController().signal
const sent = { body: '{"a":1}', headers: { sign: 's' }, patience: 60_000 }

async function addressOf(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** Takes what comes and never answers. */
async function silent() {
  let asked = 0
  const url = await addressOf(createServer(() => void (asked += 1)))
  return { url, asked: () => asked }
}

test('who never answers is given up in time, however often garbage is collected meanwhile', async () => {
  const { url } = await silent()
  const delivered = deliver(url, { ...sent, patience: 200 }, never)
  const over = expect(delivered).rejects.toMatchObject({ name: 'TimeoutError' })
  for (let turn = 0; turn < 20; turn += 1) {
    collectGarbage()
    await new Promise((resolve) => setImmediate(resolve))
  }
  await over
}, 10_000)

test('who takes long over the body is given up in time as well', async () => {
  const url = await addressOf(createServer((_request, response) => void response.write('succ')))
  const delivered = deliver(url, { ...sent, patience: 200 }, never)
  await expect(delivered).rejects.toMatchObject({ name: 'TimeoutError' })
}, 10_000)

test('a sandbox that stops waits for nobody', async () => {
  const { url, asked } = await silent()
  const stopping = new AbortController()
  const delivered = deliver(url, sent, stopping.signal)
  const failed = expect(delivered).rejects.toMatchObject({ name: 'AbortError' })
  await expect.poll(asked).toBe(1)
  stopping.abort()
  await failed
}, 10_000)

test('what is answered is the answer, with what was sent, and a redirect is no way on', async () => {
  const seen: unknown[] = []
  const url = await addressOf(
    createServer((request, response) => {
      const { method, headers } = request
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        seen.push([method, headers['sign'], Buffer.concat(chunks).toString()])
        response.writeHead(307, { location: url }).end('elsewhere')
      })
    }),
  )
  expect(await deliver(url, sent, never)).toEqual({ status: 307, body: 'elsewhere' })
  expect(seen).toEqual([['POST', 's', '{"a":1}']])
})
