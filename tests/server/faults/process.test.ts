import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../../mocks/sandbox/demo/ports'
import { startSandbox } from '../../../mocks/sandbox/sandbox'
import { openDatabase } from '../../../server/store/engine/database'
import { migrate } from '../../../server/store/engine/migrate'
import { buildBackend, startCheckoutProcess } from '../support/checkout-process'
import { freshDatabase, type Kind } from '../support/databases'
import { createMerchant } from '../support/merchant'
import { createPhone } from '../support/phone'
import { startTcpProxy } from '../support/tcp-proxy'
import { lock } from './breakable-file'

const { script } = buildBackend()
const start = (environment: Record<string, string>) => startCheckoutProcess(script(), environment)
/** However busy the machine is. */
const eventually = { timeout: 30_000 }
const merchantApiKey = 'merchant-key-of-the-tests'

/** Everything a process needs to start, and nothing started but what it talks to. */
async function surroundings(kind: Kind = 'embedded') {
  const database = await freshDatabase(kind)
  const sandbox = await startSandbox({ webhookSpeed: 0 })
  onTestFinished(async () => {
    await sandbox.close()
    await database.drop()
  })
  const behind = new URL(sandbox.paymax.baseUrl)
  const paymaxLine = await startTcpProxy(behind.href)
  behind.port = String(paymaxLine.port)
  const port = await freePort()
  const publicUrl = new URL(`http://127.0.0.1:${port}/pay/`)
  const environment: Record<string, string> = {
    ...sandbox.checkoutEnvironment(),
    ...database.environment,
    PAYMAX_BASE_URL: behind.href.replace(/\/$/, ''),
    PUBLIC_URL: publicUrl.href,
    PORT: String(port),
    SESSION_SECRET: randomBytes(32).toString('hex'),
    MERCHANT_API_KEY: merchantApiKey,
    MERCHANT_NAME: '山茶咖啡',
  }
  return {
    environment,
    port,
    publicUrl,
    paymaxLine,
    sandbox,
    database,
    merchant: createMerchant(publicUrl, merchantApiKey),
    phone: () => createPhone(publicUrl, publicUrl),
  }
}

/** A connection on which text is written as it stands. Whatever comes back is kept. */
async function openSocket(
  port: number,
  text: string,
): Promise<{ socket: Socket; heard: () => string }> {
  let heard = ''
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString()
  })
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write(text)
  return { socket, heard: () => heard }
}

test('a stack in the log names the lines of the sources', async () => {
  const { environment, phone, sandbox } = await surroundings()
  const checkout = start(environment)
  await checkout.ready()
  sandbox.faults.set({ wechat_api: 'down' })

  expect((await phone().signIn('checkout?item=coffee')).status).toBe(502)

  const failed = () =>
    checkout
      .said()
      .split('\n')
      .find((line) => line.includes('"failed"')) ?? ''
  await expect.poll(failed, eventually).toMatch(/server\/routes\/session\.ts:\d+:\d+/)
})

describe('SIGTERM', { timeout: 60_000 }, () => {
  test('hangs up on whoever asks nothing, and the process exits with 0', async () => {
    const { environment, port } = await surroundings()
    const checkout = start(environment)
    await checkout.ready()
    await openSocket(port, '')
    await openSocket(port, 'POST /pay/api/session HTTP/1.1\r\nhost: x\r\n')
    await openSocket(
      port,
      'POST /pay/api/session HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    )
    const keptAlive = await openSocket(port, 'GET /pay/api/healthz HTTP/1.1\r\nhost: x\r\n\r\n')
    await expect.poll(keptAlive.heard, eventually).toContain('{"status":"ok"}')

    checkout.process.kill('SIGTERM')

    expect(await checkout.ended).toBe(0)
  })

  test('lets readyz say so for a while, in which everything else is answered', async () => {
    const { environment, merchant, port } = await surroundings()
    const checkout = start({ ...environment, DRAIN: '5' })
    await checkout.ready()
    const readyz = () => fetch(`http://127.0.0.1:${port}/pay/api/readyz`)
    expect((await readyz()).status).toBe(200)

    checkout.process.kill('SIGTERM')

    await expect.poll(async () => (await readyz()).status, eventually).toBe(503)
    const placed = await merchant.place()
    expect([placed.status, placed.headers.get('connection')]).toEqual([201, 'close'])
    expect(await checkout.ended).toBe(0)
  })

  test('is not waited for where a person says so with Ctrl-C', async () => {
    const { environment, merchant } = await surroundings()
    // Longer than this test may take.
    const checkout = start({ ...environment, DRAIN: '300' })
    await checkout.ready()
    expect((await merchant.place()).status).toBe(201)
    checkout.process.kill('SIGINT')
    expect(await checkout.ended).toBe(0)
  })

  test('lets those go who wait for an order to change, with an answer', async () => {
    const { environment, merchant, port } = await surroundings()
    const checkout = start(environment)
    await checkout.ready()
    const { orderId } = await merchant.placed()
    const path = `/pay/api/orders/${orderId}/payment?wait=25`
    const waiting = await openSocket(port, `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
    await openSocket(port, `GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`)
    // Who was answered came after them: they are not on their way any more, they wait.
    expect((await fetch(`http://127.0.0.1:${port}/pay/api/healthz`)).status).toBe(200)

    checkout.process.kill('SIGTERM')

    expect(await checkout.ended).toBe(0)
    expect(waiting.heard()).toContain('HTTP/1.1 200 OK')
    expect(waiting.heard()).toContain('"status":"unpaid"')
  })

  test('in the middle of a charge lets it be made and handed out', async () => {
    const { environment, merchant, phone, paymaxLine, sandbox } = await surroundings()
    const checkout = start(environment)
    await checkout.ready()
    const { orderId } = await merchant.placed()
    const payer = phone()
    await payer.signedIn(`checkout?order=${orderId}`)
    paymaxLine.stall()
    const charging = payer.post<{ chargeId: string }>(`api/orders/${orderId}/charges`, {})
    await expect.poll(() => paymaxLine.connections(), eventually).toBe(1)

    checkout.process.kill('SIGTERM')
    await expect.poll(checkout.said, eventually).toContain('draining')
    paymaxLine.open()

    const answer = await charging
    expect(answer.status).toBe(201)
    expect(answer.headers.get('connection')).toBe('close')
    expect(sandbox.paymax.chargeByNumber(answer.body.chargeId)).toMatchObject({
      status: 'PROCESSING',
    })
    expect(await checkout.ended).toBe(0)
  })

  test('while the database is waited for ends the waiting', async () => {
    const { environment } = await surroundings()
    const nowhere = `postgres://nobody:nothing@127.0.0.1:${await freePort()}/nowhere`
    const checkout = start({ ...environment, DATABASE_URL: nowhere })
    await expect.poll(checkout.said, eventually).toContain('waiting for the database')

    checkout.process.kill('SIGTERM')

    expect(await checkout.ended).toBe(0)
  })
})

describe('a start', { timeout: 60_000 }, () => {
  test('on a port that is taken ends with one line that says so', async () => {
    const { environment, port } = await surroundings()
    const holder = createServer().listen(port, '127.0.0.1')
    await once(holder, 'listening')
    onTestFinished(() => void holder.close())

    const checkout = start({ ...environment, LOG_LEVEL: 'warn' })

    expect(await checkout.ended).toBe(1)
    expect(checkout.said()).toBe(`Port ${port} on 127.0.0.1 is in use. Set PORT to a free one.\n`)
  })

  test('on a database that another program holds waits for it', async () => {
    const { environment, database } = await surroundings()
    const opened = openDatabase(database.location)
    await migrate(opened)
    await opened.db.destroy()
    const unlock = lock(join(environment['DATA_DIR'] ?? '', 'checkout.db'))
    const checkout = start(environment)
    await expect.poll(checkout.said, eventually).toContain('waiting for the database')

    await unlock()

    await checkout.ready()
  })

  test('on a server that comes up later waits for it', async () => {
    const { environment } = await surroundings('postgres')
    const url = new URL(environment['DATABASE_URL'] ?? '')
    const line = await startTcpProxy(url.href)
    url.port = String(line.port)
    line.cut()
    const checkout = start({ ...environment, DATABASE_URL: url.href })
    await expect.poll(checkout.said, eventually).toContain('waiting for the database')

    line.open()

    await checkout.ready()
  })

  test('with a wrong password fails at once, and does not repeat it', async () => {
    const { environment } = await surroundings('postgres')
    const url = new URL(environment['DATABASE_URL'] ?? '')
    url.password = 'not-the-password'
    const checkout = start({ ...environment, DATABASE_URL: url.href })

    expect(await checkout.ended).toBe(1)
    expect(checkout.said()).toMatch(/^The checkout could not start: .*DATABASE_URL.*password/)
    expect(checkout.said()).not.toContain('not-the-password')
  })
})
