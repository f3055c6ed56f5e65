/** A server that closes answers what has reached it, and keeps nobody's connection for what is to come. */
import { once } from 'node:events'
import { connect } from 'node:net'
import Fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { registerDrain } from '../../../server/http/drain'

/** What resolves when it is told to. */
function held() {
  let letGo = () => {}
  const until = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return { until, letGo: () => letGo() }
}

/** A server whose requests wait, at `/held` for the test and at `/change` until all who wait are released. */
async function open(isLeaving = () => false) {
  const app = Fastify()
  const waiting = new Set<() => void>()
  let [begun, released] = [0, 0]
  registerDrain(
    app,
    () => {
      released += 1
      for (const letGo of waiting) letGo()
    },
    isLeaving,
  )
  const gate = held()
  app.addHook('onRequest', (_request, _reply, done) => {
    begun += 1
    done()
  })
  app.get('/', () => 'here')
  app.post('/', () => 'taken')
  app.get('/held', async () => {
    await gate.until
    return 'held'
  })
  app.get('/change', async () => {
    await gate.until
    await new Promise<void>((resolve) => waiting.add(resolve))
    return 'released'
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  /** Sends this as it stands. */
  async function send(text: string) {
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    let heard = ''
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    socket.on('error', () => undefined)
    const ended = once(socket, 'close')
    await once(socket, 'connect')
    socket.write(text)
    return { socket, ended, heard: () => heard }
  }
  return { app, gate, send, begun: () => begun, released: () => released }
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`

describe('while a server closes', () => {
  test('what is under way is answered, and its connection ends with the answer', async () => {
    const { app, gate, send, begun } = await open()
    const asked = await send(get('/held'))
    await expect.poll(begun).toBe(1)
    const closed = app.close()
    await expect.poll(() => app.server.listening).toBe(false)
    gate.letGo()
    await asked.ended
    await closed
    expect(asked.heard()).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(asked.heard()).toMatch(/^connection: close\r$/im)
    expect(asked.heard()).toMatch(/held$/)
  })

  test('a body that is still arriving is let arrive', async () => {
    const { app, send, begun } = await open()
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
    const asked = await send(`${head}content-length: 2\r\n\r\n{`)
    await expect.poll(begun).toBe(1)
    const closed = app.close()
    await expect.poll(() => app.server.listening).toBe(false)
    asked.socket.write('}')
    await asked.ended
    await closed
    expect(asked.heard()).toContain('taken')
  })

  test('who begins to wait after all were released is released as well', async () => {
    const { app, gate, send, begun, released } = await open()
    const asked = await send(get('/change'))
    await expect.poll(begun).toBe(1)
    const closed = app.close()
    await expect.poll(released).toBeGreaterThan(0)
    gate.letGo()
    await asked.ended
    await closed
    expect(asked.heard()).toContain('released')
  })

  test('who asks nothing, or never to the end, is hung up on', async () => {
    const { app, send } = await open()
    const idle = await send(get('/'))
    await expect.poll(idle.heard).toContain('here')
    expect(idle.heard()).not.toMatch(/^connection: close\r$/im)
    const [mute, half] = [await send(''), await send('GET / HTTP/1.1\r\n')]
    await app.close()
    await Promise.all([idle.ended, mute.ended, half.ended])
  })
})

test('while a server is about to close, a proxy is left no connection to send on', async () => {
  const { send } = await open(() => true)
  const asked = await send(get('/'))
  await asked.ended
  expect(asked.heard()).toMatch(/^connection: close\r$/im)
})
