/** A server that closes answers what has reached it, and keeps nobody's connection for what is to come. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { Worker } from 'node:worker_threads'
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
  // As the backend is.
  const app = Fastify({ return503OnClosing: false })
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
  return { app, port, gate, send, begun: () => begun, released: () => released }
}

/** A thread that asks while this one accepts nobody. It tells how many were answered. */
const asking = `
  const { parentPort, workerData } = require('node:worker_threads')
  const { connect } = require('node:net')
  const { port, sent, request } = workerData
  let answered = 0
  let open = 20
  const begin = () => {
    const socket = connect(port, '127.0.0.1')
    let heard = ''
    socket.on('data', (chunk) => (heard += chunk))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (heard.includes('here')) answered += 1
      open -= 1
      if (open === 0) parentPort.postMessage(answered)
    })
    socket.write(request, () => {
      Atomics.add(sent, 0, 1)
      Atomics.notify(sent, 0)
    })
  }
  parentPort.once('message', () => {
    for (let n = 0; n < 20; n += 1) begin()
  })
  parentPort.postMessage('ready')`

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

  test('what has reached the port is answered, though nobody has accepted it yet', async () => {
    const { app, port } = await open()
    const sent = new Int32Array(new SharedArrayBuffer(4))
    const workerData = { port, sent, request: get('/') }
    const asker = new Worker(asking, { eval: true, workerData })
    onTestFinished(() => void asker.terminate())
    await once(asker, 'message')
    asker.postMessage('go')
    for (let count = 0; count < 20; count = Atomics.load(sent, 0)) {
      Atomics.wait(sent, 0, count, 5_000)
    }
    const told = once(asker, 'message')
    await app.close()
    expect(await told).toEqual([20])
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

  test('who has just connected is let say what they want', async () => {
    const { app, send, released } = await open()
    const asked = await send('')
    const closed = app.close()
    // With each beat the rest is looked for.
    await expect.poll(released).toBeGreaterThan(3)
    asked.socket.write(get('/'))
    await asked.ended
    await closed
    expect(asked.heard()).toContain('here')
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
