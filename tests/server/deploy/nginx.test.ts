/** The nginx that is shipped, in front of the backend: what is the backend's arrives, and what is nginx's is right. */
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:http2'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import { openCheckout } from '../support/checkout'
import { leftOut, startNginx } from '../support/nginx'
import { takeOwnCertificate } from '../support/own-certificate'
import { createPhone } from '../support/phone'
import { startRawServer } from './raw-server'

// Another address of loopback than the backend's and nginx's: the payer's.
takeOwnCertificate('127.0.0.2')

const PUBLIC_URL = 'https://pay.example.com/a/pay/'

async function nginxBefore(...backends: number[]) {
  const nginx = await startNginx(backends)
  onTestFinished(nginx.stop)
  return nginx
}

async function open() {
  const THEME_DIR = fileURLToPath(new URL('../../../docs/theme', import.meta.url))
  const environment = { PUBLIC_URL, TRUST_PROXY: 'loopback', THEME_DIR }
  const checkout = await openCheckout('embedded', environment)
  const nginx = await nginxBefore(Number(checkout.publicUrl.port))
  const base = new URL('/a/pay/', nginx.https)
  return { ...checkout, nginx, base, payer: createPhone(base, new URL(PUBLIC_URL)) }
}

/** What each hop says for itself. */
const ofTheHop = new Set([
  'connection',
  'keep-alive',
  'date',
  'server',
  'transfer-encoding',
  // Of the one request.
  'x-request-id',
])

async function seen(url: URL, encoding = 'br') {
  const asked = { 'accept-encoding': encoding }
  const answer = await fetch(url, { redirect: 'manual', headers: asked })
  const body = await answer.text()
  const headers = [...answer.headers]
    .filter(([name]) => !ofTheHop.has(name))
    // A refusal's request id stands there as well.
    .map(([name, value]) => [name, value.replace(/^(refused;desc=)".*"$/, '$1')] as const)
  return { status: answer.status, headers: Object.fromEntries(headers), body }
}

describe.skipIf(leftOut)(`the nginx that is shipped${leftOut ?? ''}`, () => {
  test('passes on every answer as it is, with its headers', async () => {
    const { base, publicUrl } = await open()
    const packed = async () => (await seen(new URL('receipt', publicUrl))).headers
    await expect.poll(packed).toMatchObject({ 'content-encoding': 'br' })
    const pages = ['', 'checkout', 'receipt', 'items/coffee.svg', 'theme/theme.css']
    const lost = ['nothing', 'nothing.js', '../../nothing', 'api/nothing']
    const others = ['api/options', 'api/openapi.json', 'checkout/?order=1', '../pay', '../../']
    for (const path of [...pages, ...lost, ...others]) {
      const asGzip = await seen(new URL(path, publicUrl), 'gzip')
      expect(await seen(new URL(path, base), 'gzip'), path).toEqual(asGzip)
      const direct = await seen(new URL(path, publicUrl))
      const through = await seen(new URL(path, base))
      expect(through, path).toEqual(direct)
      expect(through.headers, path).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': expect.any(String) as string,
      })
      if (pages.includes(path)) expect(through.status, path).toBe(200)
      if (lost.includes(path)) expect(through.status, path).toBe(404)
    }
  })

  test('lets WeChat frame the receipt, and nobody anything else', async () => {
    const { base } = await open()
    const receipt = await fetch(new URL('receipt?out_trade_no=N', base))
    expect(receipt.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://payapp.weixin.qq.com',
    )
    expect(receipt.headers.get('x-frame-options')).toBeNull()
    const page = await fetch(new URL('checkout', base))
    expect(page.headers.get('x-frame-options')).toBe('DENY')
  })

  test('tells the payer’s own address, whatever they say of themselves', async () => {
    const { payer, sandbox, merchant } = await open()
    const { orderId } = await merchant.placed()
    await payer.signedIn(`checkout?order=${orderId}`)
    const forged = { 'x-forwarded-for': '203.0.113.9', 'x-real-ip': '203.0.113.9' }
    const charge = await payer.post<Charge>(`api/orders/${orderId}/charges`, {}, forged)
    expect(charge.status).toBe(201)
    expect(sandbox.paymax.charges().map(({ clientIp }) => clientIp)).toEqual(['127.0.0.2'])
  })

  test('leads from http to https, as it was asked and with what was sent', async () => {
    const { nginx } = await open()
    const init = { redirect: 'manual', method: 'POST', headers: { host: 'x' } } as const
    const answer = await fetch(`${nginx.http}/a/pay/oauth?code=1&state=2`, init)
    expect(answer.status).toBe(308)
    expect(answer.headers.get('location')).toBe('https://127.0.0.1/a/pay/oauth?code=1&state=2')
  })

  test('leads no call over http, and whom a link signs in', async () => {
    const { nginx } = await open()
    const calls = [
      ...['merchant/orders', 'merchant/orders/A-1/refunds', 'metrics'],
      ...[
        'webhooks/paymax',
        'webhooks/wechatpay',
        'orders',
        'orders/1/charges',
        'orders/1/payment',
      ],
      ...['session', 'checkout', 'receipts', 'options', 'events'],
    ]
    const link = await fetch(`${nginx.http}/a/pay/api/oauth/authorize`, { redirect: 'manual' })
    expect(link.status).toBe(308)
    for (const path of calls) {
      const url = `${nginx.http}/a/pay/api/${path}`
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { authorization: 'Bearer x' },
      })
      expect([answer.status, answer.headers.get('location')]).toEqual([403, null])
    }
  })

  test('has the file that WeChat asks for at the root, over http and https', async () => {
    const { nginx } = await open()
    await writeFile(join(nginx.verifyDir, 'MP_verify_a1B2.txt'), 'a1B2')
    for (const origin of [nginx.http, nginx.https]) {
      const answer = await fetch(`${origin}/MP_verify_a1B2.txt`)
      expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
        200,
        'text/plain',
        'a1B2',
      ])
    }
    expect((await fetch(`${nginx.https}/MP_verify_other.txt`)).status).toBe(404)
    expect((await fetch(`${nginx.https}/MP_verify_a1B2.txt.conf`)).status).toBe(404)
  })

  test('speaks HTTP/2', async () => {
    const { nginx } = await open()
    const session = connect(nginx.https, { rejectUnauthorized: false })
    onTestFinished(() => session.destroy())
    const request = session.request({ ':path': '/a/pay/api/healthz' })
    const status = await new Promise((resolve, reject) => {
      request.once('error', reject)
      request.once('response', (headers) => resolve(headers[':status']))
    })
    expect([session.alpnProtocol, status]).toEqual(['h2', 200])
  })

  test('logs neither WeChat’s code nor the id of an order', async () => {
    const { nginx, base } = await open()
    await fetch(new URL('oauth?code=secret-code&state=secret-state', base))
    await fetch(new URL('api/orders/secret-order/payment?wait=0', base))
    await fetch(new URL('checkout?order=secret-order', base))
    await expect.poll(nginx.accessLog).toContain('GET /a/pay/checkout 200')
    const log = await nginx.accessLog()
    expect(log).toContain('GET /a/pay/api/orders/*/payment 404')
    expect(log).not.toContain('secret')
  })

  test('sends on what has come, while the rest is still waited for', async () => {
    const server = await startRawServer()
    const nginx = await nginxBefore(server.port)
    server.answers('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nfirst')
    const answer = await fetch(nginx.https)
    const reader = answer.body?.getReader()
    const first = await reader?.read()
    expect(Buffer.from(first?.value ?? []).toString()).toBe('first')
    server.goesOn('last')
    const last = await reader?.read()
    expect(Buffer.from(last?.value ?? []).toString()).toBe('last')
  })

  test('keeps its connections to the backend', async () => {
    const server = await startRawServer()
    const nginx = await nginxBefore(server.port)
    server.answers('HTTP/1.1 204 No Content\r\n\r\n')
    for (const path of ['/1', '/2', '/3']) {
      const { status } = await fetch(nginx.https + path, { method: 'POST' })
      expect(status).toBe(204)
    }
    expect([server.requests(), server.connections()]).toEqual([3, 1])
  })

  test('never repeats a POST that was sent; a GET is asked of the next process', async () => {
    const [lost, other] = [await startRawServer(), await startRawServer()]
    const nginx = await nginxBefore(lost.port, other.port)
    other.answers('HTTP/1.1 204 No Content\r\n\r\n')
    lost.hangsUp()
    const statuses = async (method: string) => {
      const answers = [await fetch(nginx.https, { method }), await fetch(nginx.https, { method })]
      return answers.map(({ status }) => status).sort()
    }
    expect(await statuses('POST')).toEqual([204, 502])
    expect(lost.requests() + other.requests()).toBe(2)
    expect(await statuses('GET')).toEqual([204, 204])
  })

  test('while builds change, fetches a page’s script from whichever process has it', async () => {
    const [older, newer] = [await startRawServer(), await startRawServer()]
    const nginx = await nginxBefore(older.port, newer.port)
    older.answers('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
    newer.answers('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
    const statuses = async (path: string) => {
      const answers = [1, 2, 3, 4].map(() => fetch(nginx.https + path))
      return (await Promise.all(answers)).map(({ status }) => status).sort()
    }
    expect(await statuses('/a/pay/assets/index-Bq1x.js')).toEqual([200, 200, 200, 200])
    // What is missing elsewhere is missing: an order that is not there is asked about once.
    expect(await statuses('/a/pay/api/orders/assets')).toEqual([200, 200, 404, 404])
    // One that is just being replaced is no reason either.
    older.hangsUp()
    expect(await statuses('/a/pay/assets/index-Bq1x.js')).toEqual([200, 200, 200, 200])
    older.answers('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
    newer.answers('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n')
    expect(await statuses('/a/pay/assets/index-Bq1x.js')).toEqual([404, 404, 404, 404])
  })

  test('asks a process again as soon as it is back, whatever failed before', async () => {
    const [first, second] = [await startRawServer(), await startRawServer()]
    const nginx = await nginxBefore(first.port, second.port)
    const post = async () => (await fetch(nginx.https, { method: 'POST' })).status
    const gone = async (server: typeof first, there: typeof first) => {
      await server.close()
      const statuses = [await post(), await post(), await post(), await post()]
      expect(statuses).toEqual([204, 204, 204, 204])
      await server.open()
      expect(there.requests()).toBeGreaterThan(3)
    }
    for (const server of [first, second]) server.answers('HTTP/1.1 204 No Content\r\n\r\n')
    await gone(first, second)
    // Each was down once within the ten seconds for which nginx would leave one out by itself.
    await gone(second, first)
    await gone(first, second)
  })
})
