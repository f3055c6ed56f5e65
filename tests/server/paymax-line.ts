/** The other end of the line: a real HTTP server on loopback that signs as Paymax does. */
import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'
import { createPaymaxGateway } from '../../server/gateways/paymax/gateway'
import { createPaymaxStatements } from '../../server/gateways/paymax/statement'
import vectors from '../fixtures/paymax-vectors.json'

export const app = 'app_49b0f1dd741646d2b277524de2785836'
const secretKey = vectors.secretKey
const paymaxKey = createPrivateKey(vectors.paymaxPrivateKey)

interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

type Reply = (response: ServerResponse, heard: Heard, times: number) => void

/** @returns the address and what was heard there, in order */
async function listen(reply: Reply) {
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() }
      heard.push(one)
      reply(response, one, heard.length)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { url: `http://127.0.0.1:${String(address.port)}`, heard }
}

/** A gateway that speaks to a Paymax which answers as told. */
export async function paymaxThat(reply: Reply, deadline = 5_000) {
  const { url, heard } = await listen(reply)
  return { gateway: gatewayAt(url, deadline), heard }
}

export function gatewayAt(url: string, deadline = 5_000) {
  return createPaymaxGateway({
    ...lineTo(url),
    clientIpFallback: '198.51.100.1',
    deadlines: { make: deadline, ask: deadline },
  })
}

/** The statements of a Paymax which answers as told. */
export async function statementsThat(reply: Reply, deadline = 5_000) {
  const { url, heard } = await listen(reply)
  return { statements: statementsAt(url, deadline), heard }
}

export function statementsAt(url: string, deadline = 5_000) {
  const statements = createPaymaxStatements(lineTo(url), deadline)
  onTestFinished(() => statements.close())
  return statements
}

function lineTo(url: string) {
  return {
    baseUrl: `${url}/merchant-api`,
    secretKey,
    app,
    privateKey: createPrivateKey(vectors.merchantPrivateKey),
    publicKey: createPublicKey(vectors.paymaxPublicKey),
    now: Date.now,
  }
}

interface Seal {
  readonly secretKey?: string
  readonly timestamp?: number
  readonly key?: string
}

/** The headers that vouch for a body. */
export function sealed(body: string, seal: Seal = {}) {
  const nonce = randomBytes(16).toString('hex')
  const timestamp = String(seal.timestamp ?? Date.now())
  const authorization = seal.secretKey ?? secretKey
  const signed = Buffer.from(`${nonce}\n${timestamp}\n${authorization}\n${body}`)
  const signature = sign('RSA-SHA1', signed, seal.key ?? paymaxKey).toString('base64')
  return { nonce, timestamp, authorization, sign: signature }
}

export function signedAnswer(body: unknown, seal?: Seal): Reply {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response) => response.writeHead(200, sealed(text, seal)).end(text)
}

export function refusal(status: number, code: string): Reply {
  return (response) =>
    response.writeHead(status).end(JSON.stringify({ failure_code: code, failure_msg: '失败' }))
}

export const sheet = {
  appId: 'wx2421b1c4370ec43b',
  timeStamp: '1395712654',
  nonceStr: 'e61463f8efa94090b1f366cccfbbb444',
  package: 'prepay_id=u802345jgfjsdfgsdg888',
  signType: 'MD5',
  paySign: '70EA570631E4BB79628FBCA90534C63FF7FADD89',
}

export const charge = {
  id: 'ch_5d0eca3b8f707ed425122e56',
  order_no: 'M20261123000001A1',
  amount: 12.5,
  amount_refunded: 0,
  subject: '会员年费',
  app,
  currency: 'CNY',
  livemode: false,
  status: 'PROCESSING',
  refunds: [],
  time_paid: null,
  transaction_no: null,
  credential: { wechat_wap: { jsApiParams: JSON.stringify(sheet) } },
}

export const wish = {
  chargeNumber: charge.order_no,
  amount: 1250,
  subject: '会员年费',
  body: '一年',
  openid: 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o',
  clientIp: '203.0.113.7',
  expiresAt: 1_763_860_000_000,
  metadata: { orderNo: 'M-1' },
}
