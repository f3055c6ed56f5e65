import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect, createServer as createRawServer } from 'node:net'
import type { AddressInfo, Server as RawServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../mocks/sandbox/demo/ports'
import { injectBridge, loosenPolicy } from '../../mocks/sandbox/phone/inject'
import { startSandbox } from '../../mocks/sandbox/sandbox'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { anOrder, call } from './sandbox-line'

const bridge = 'http://127.0.0.1:1/__wechat/bridge.js'
const frames = 'http://127.0.0.1:2/weixin/'

describe('the page’s policy', () => {
  test('lets the bridge in and itself be framed, and keeps the rest', () => {
    const policy =
      "default-src 'none'; script-src 'self' 'sha256-x'; frame-src weixin:; frame-ancestors 'none'"
    expect(loosenPolicy(policy, bridge, frames)).toBe(
      `default-src 'none'; script-src 'self' 'sha256-x' ${bridge}; frame-src weixin: ${frames}; frame-ancestors 'self'`,
    )
  })

  test('lets the bridge in where only default-src speaks of scripts', () => {
    expect(loosenPolicy("default-src 'none'", bridge, frames)).toBe(
      `default-src 'none'; script-src ${bridge}`,
    )
  })

  test('does not widen frame-src: without weixin: the bridge is silent', () => {
    const lacking = "default-src weixin:; script-src 'none'; frame-src 'self'"
    expect(loosenPolicy(lacking, bridge, frames)).toBe(
      `default-src weixin:; script-src ${bridge}; frame-src 'self'`,
    )
  })
})

test('the bridge comes first in the head', () => {
  const html = '<!doctype html><html><head lang="zh"><script>early()</script></head></html>'
  expect(injectBridge(html, '/b.js')).toContain(
    '<head lang="zh"><script src="/b.js"></script><script>',
  )
})

let sandbox: Sandbox
let backend: Server
let publicUrl: string
let respond: (request: IncomingMessage, response: ServerResponse) => void

async function listening(server: Server | RawServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

beforeEach(async () => {
  backend = createServer((request, response) => respond(request, response))
  const backendUrl = `http://127.0.0.1:${await listening(backend)}`
  // Not one that the sandbox's own servers may be handed in between.
  const phonePort = await freePort()
  publicUrl = `http://127.0.0.1:${phonePort}/pay/`
  sandbox = await startSandbox({
    webhookSpeed: 0,
    phonePort,
    checkout: { publicUrl, backendUrl },
    menu: [{ title: '<点单>', path: 'checkout' }],
  })
})

afterEach(async () => {
  await sandbox.close()
  backend.closeAllConnections()
  await new Promise((resolve) => backend.close(resolve))
})

test('a backend at an https address is spoken to in TLS', async () => {
  const heard: number[] = []
  const secure = createRawServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', (bytes: Buffer) => {
      heard.push(bytes[0] ?? -1)
      socket.destroy()
    })
  })
  const backendUrl = `https://127.0.0.1:${await listening(secure)}`
  const phonePort = await freePort()
  const own = `http://127.0.0.1:${phonePort}/pay/`
  const another = await startSandbox({
    webhookSpeed: 0,
    phonePort,
    checkout: { publicUrl: own, backendUrl },
  })
  onTestFinished(async () => {
    await another.close()
    secure.close()
  })
  expect((await fetch(`${own}checkout`)).status).toBe(502)
  const handshake = 0x16
  expect(heard).toEqual([handshake])
})

describe('the web view', () => {
  test('shows the checkout a phone with WeChat, under the public address', async () => {
    let seen: IncomingMessage['headers'] = {}
    respond = (request, response) => {
      seen = request.headers
      response.writeHead(200, {
        'Content-Type': 'text/html',
        'X-Frame-Options': 'DENY',
        'Set-Cookie': ['a=1', 'b=2'],
      })
      response.end('<html><head></head></html>')
    }
    const headers = { accept: 'text/html', cookie: '__wechat_holder=zhou; session=s' }
    const answer = await fetch(`${publicUrl}checkout`, { headers })
    expect(await answer.text()).toContain('<head><script src="/__wechat/bridge.js">')
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
    expect(seen.host).toBe(new URL(publicUrl).host)
    expect(seen['user-agent']).toContain('MicroMessenger/8')
    expect(seen.cookie).toBe('session=s')
  })

  test('passes what is not a page as it comes, piece by piece', async () => {
    let finish: () => void = () => undefined
    respond = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.write('{"a":')
      finish = () => response.end('1}')
    }
    const answer = await fetch(`${publicUrl}api/orders/x/payment?wait=25`)
    finish()
    expect(await answer.text()).toBe('{"a":1}')
  })

  test('a page that gives up takes its request to the backend with it', async () => {
    const gone = new Promise<void>((resolve) => {
      respond = (_request, response) => {
        response.on('close', resolve)
        response.writeHead(200, { 'Content-Type': 'application/json' })
        response.flushHeaders()
      }
    })
    const control = new AbortController()
    await fetch(`${publicUrl}api/x`, { signal: control.signal })
    control.abort()
    await gone
  })

  test('refuses to follow an authorise link that lacks #wechat_redirect', async () => {
    const address = `${sandbox.wechat.openUrl}/connect/oauth2/authorize?appid=x`
    respond = (_request, response) => {
      response.writeHead(302, { Location: address })
      response.end()
    }
    const answer = await fetch(`${publicUrl}api/oauth/authorize`, { redirect: 'manual' })
    expect(await answer.text()).toContain('请在微信客户端打开链接')
  })

  test('in a plain browser has no bridge and no such user agent', async () => {
    let userAgent = ''
    respond = (request, response) => {
      userAgent = request.headers['user-agent'] ?? ''
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end('<head></head>')
    }
    sandbox.faults.set({ platform: 'browser' })
    expect(await (await fetch(publicUrl)).text()).toBe('<head></head>')
    expect(userAgent).not.toContain('MicroMessenger')
  })
})

/** Bytes as a client sends them, and all that comes back until the line is hung up on. */
async function speak(lines: string[]): Promise<string> {
  const { hostname, port } = new URL(publicUrl)
  const socket = connect(Number(port), hostname)
  socket.write([...lines, '', ''].join('\r\n'))
  let heard = ''
  for await (const chunk of socket) heard += String(chunk)
  return heard
}

describe('whoever asks is answered', () => {
  const bare = 'GET /pay/checkout HTTP/1.1'
  const host = 'Host: 127.0.0.1'
  const closing = 'Connection: close'

  test.each([
    ['curl', [bare, host, 'User-Agent: curl/8.14', 'Accept: */*', closing]],
    ['a client that says nothing of itself', [bare, host, closing]],
    ['a browser that takes no packing', [bare, host, 'Accept: text/html', closing]],
    ['HTTP/1.0 without a word more', ['GET /pay/checkout HTTP/1.0']],
    ['curl that offers HTTP/2', [bare, host, 'Connection: close, TE', 'TE: trailers']],
  ])('%s', async (_client, lines) => {
    respond = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' })
      response.end('<head></head>')
    }
    const heard = await speak(lines)
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(heard).toContain('<head><script src="/__wechat/bridge.js">')
  })

  test('HTTP/1.0 gets what the backend says piece by piece, and no pieces', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'application/json' })
      response.write('{"a":')
      response.end('1}')
    }
    expect(await speak(['GET /pay/api/x HTTP/1.0'])).toMatch(/\r\n\r\n\{"a":1\}$/)
  })

  test('HEAD gets the headers alone', async () => {
    respond = (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '13' })
      response.end('<head></head>')
    }
    const heard = await speak(['HEAD /pay/checkout HTTP/1.1', host, closing])
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(heard).toMatch(/\r\n\r\n$/)
  })

  test('a shop that posts, and waits to be told to go on', async () => {
    let posted = ''
    respond = (request, response) => {
      request.on('data', (chunk: Buffer) => {
        posted += chunk.toString()
      })
      request.on('end', () => response.writeHead(201).end())
    }
    const heard = await speak([
      'POST /pay/api/merchant/orders HTTP/1.1',
      host,
      'Expect: 100-continue',
      closing,
      'Content-Length: 4',
      '',
      '{"a"',
    ])
    expect(heard).toContain('HTTP/1.1 201 Created')
    expect(posted).toBe('{"a"')
  })
})

async function command(name: string, body: object) {
  const address = new URL(`/__sandbox/${name}`, publicUrl)
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) })
  return (await response.json()) as Record<string, unknown>
}

async function paramsOfACharge(): Promise<Record<string, string>> {
  const created = await call(sandbox, 'POST', '/v1/charges', anOrder(sandbox))
  const credential = created.body['credential'] as { wechat_wap: { jsApiParams: string } }
  return JSON.parse(credential.wechat_wap.jsApiParams) as Record<string, string>
}

const ask = (params: unknown, page = 'checkout', landing = page) =>
  command('sheet', { params, url: publicUrl + page, landing: publicUrl + landing })

describe('the pay sheet', () => {
  test('opens for a good request, takes the PIN and the money', async () => {
    const opening = await ask(await paramsOfACharge())
    expect(opening).toMatchObject({ kind: 'sheet', amount: 1250, subject: '手冲咖啡' })
    const { prepayId } = opening
    expect(await command('pay', { prepayId, pin: '000000' })).toMatchObject({
      outcome: 'wrong_pin',
    })
    expect(await command('pay', { prepayId, pin: '123456' })).toEqual({ outcome: 'ok' })
    expect(await command('answer', { paid: true })).toEqual({
      answer: { err_msg: 'get_brand_wcpay_request:ok' },
    })
    expect(sandbox.paymax.charges()[0]?.status).toBe('SUCCEED')
  })

  test('refuses what WeChat refuses, and says why in its own words', async () => {
    const good = await paramsOfACharge()
    const text = async (params: unknown, page?: string, landing?: string) =>
      (await ask(params, page, landing))['text']
    expect(await text(JSON.stringify(good))).toBe('调用支付JSAPI缺少参数：appId')
    expect(await text({ ...good, package: 'wx1' })).toBe('调用支付JSAPI缺少参数：total_fee')
    expect(await text({ ...good, paySign: 'X'.repeat(32) })).toBe('支付验证签名失败')
    expect(await text(good, 'deep/checkout')).toContain('当前页面的URL未注册')
    sandbox.faults.set({ platform: 'ios' })
    expect(await text({ ...good, timeStamp: Number(good['timeStamp']) })).toBe(
      '调用支付JSAPI缺少参数：timeStamp',
    )
    expect(await text(good, 'checkout', 'deep/landing')).toContain('当前页面的URL未注册')
    const [, zhou] = sandbox.payers
    if (zhou) sandbox.wechat.holder = zhou
    expect(await text(good)).toContain('下单账号与支付账号不一致')
  })

  test.each([
    [{ pay_reported_cancelled: true }, 'SUCCEED', { err_msg: 'get_brand_wcpay_request:cancel' }],
    [{ ok_without_money: true }, 'PROCESSING', { err_msg: 'get_brand_wcpay_request:ok' }],
    [{ bridge_silent: true }, 'SUCCEED', null],
    [{ bridge_answer: 'errMsg_only' }, 'SUCCEED', { errMsg: 'get_brand_wcpay_request:ok' }],
  ])('with %j', async (faults, status, answer) => {
    sandbox.faults.set(faults)
    const { prepayId } = await ask(await paramsOfACharge())
    await command('pay', { prepayId, pin: '123456' })
    expect(sandbox.paymax.charges()[0]?.status).toBe(status)
    expect(await command('answer', { paid: true })).toEqual({ answer })
  })
})

test('the shell is a page that escapes what it is given', async () => {
  const page = await (await fetch(sandbox.phone?.url ?? '')).text()
  expect(page).toContain('\\u003c点单>')
})
