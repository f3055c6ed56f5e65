/**
 * WeChat and both gateways in a process of their own, which answer at once: WeChat with an openid made from
 * the code, the gateways signed. Every request's own signature is checked, so that nobody is measured who skips it.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { stringToSign } from '../../../server/gateways/paymax/signature'
import { answer } from './answering'
import { standInForWechatPay } from './stand-in-wechatpay'
import { chargeOnWire, type Wanted } from './wire'
import { worldOfThisProcess } from './world'

const world = worldOfThisProcess()
const signingKey = createPrivateKey(world.paymaxPrivateKey)
const merchantKey = createPublicKey(world.merchantPublicKey)
const prefix = '/merchant-api'
const charges = new Map<string, Wanted>()
const counts = { exchanges: 0, creates: 0, queries: 0 }
const wechatpay = standInForWechatPay(world, counts)

const server = createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    if (request.url?.startsWith('/sns/')) exchange(request.url, response)
    else if (request.url?.startsWith('/v3/')) wechatpay(request, response, body)
    else checked(request, response, body)
  })
})
server.keepAliveTimeout = 60_000

function exchange(url: string, response: ServerResponse): void {
  counts.exchanges += 1
  const code = new URL(url, 'http://wechat').searchParams.get('code') ?? ''
  const token = {
    access_token: 'unread',
    expires_in: 7200,
    openid: `o${code}`,
    scope: 'snsapi_base',
  }
  response.setHeader('Content-Type', 'text/plain').end(JSON.stringify(token))
}

function checked(request: IncomingMessage, response: ServerResponse, body: string): void {
  const path = request.url?.slice(prefix.length) ?? ''
  const { nonce = '', timestamp = '', authorization = '', sign: signature = '' } = request.headers
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const signed = { method, path, query: '', secretKey: authorization, body } as const
  const text = stringToSign({ ...signed, nonce: String(nonce), timestamp: String(timestamp) })
  const bytes = Buffer.from(String(signature), 'base64')
  verify('RSA-SHA1', Buffer.from(text), merchantKey, bytes, (error, holds) => {
    if (error || !holds) return response.writeHead(400).end('{"failure_code":"SIGN_CHECK_FAILED"}')
    return method === 'POST' ? create(body, response) : query(path, response)
  })
}

interface CreateBody {
  order_no: string
  amount: number
  subject: string
  body: string
  app: string
  time_expire: number
  extra: { open_id: string }
}

function create(body: string, response: ServerResponse): void {
  counts.creates += 1
  const asked = JSON.parse(body) as CreateBody
  const { order_no: orderNo, time_expire: expiresAt, extra, ...rest } = asked
  const wanted = { ...rest, orderNo, expiresAt, openid: extra.open_id }
  charges.set(orderNo, wanted)
  signedAnswer(JSON.stringify(chargeOnWire(wanted, null)), response)
}

/** Whoever is asked about has paid: its webhook is on its way. */
function query(path: string, response: ServerResponse): void {
  counts.queries += 1
  const wanted = charges.get(path.slice('/v1/charges/ch_'.length))
  if (!wanted) return void response.writeHead(404).end()
  signedAnswer(JSON.stringify(chargeOnWire(wanted, Date.now())), response)
}

function signedAnswer(body: string, response: ServerResponse): void {
  const nonce = 'aabbccddeeff00112233445566778899'
  const timestamp = String(Date.now())
  const { secretKey } = world
  const text = Buffer.from(`${nonce}\n${timestamp}\n${secretKey}\n${body}`)
  sign('RSA-SHA1', text, signingKey, (error, signature) => {
    if (error) return void response.destroy()
    const headers = {
      nonce,
      timestamp,
      Authorization: secretKey,
      sign: signature.toString('base64'),
    }
    response
      .writeHead(200, { 'Content-Type': 'application/json;charset=utf-8', ...headers })
      .end(body)
  })
}

answer({
  counts: () => Promise.resolve({ ...counts }),
  listen: () =>
    new Promise<void>((resolve) => server.listen(world.standInPort, '127.0.0.1', resolve)),
})
