import { randomBytes } from 'node:crypto'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { requestToSign, sign } from '../../mocks/sandbox/paymax/signature'

type Json = Record<string, unknown>

export interface Heard {
  status: number
  headers: Headers
  text: string
  body: Json
}

/** Calls the stand-in Paymax as a merchant would, with everything signed as it should be. */
export async function call(
  { paymax }: Sandbox,
  method: string,
  path: string,
  body?: Json,
  bend: Record<string, string> = {},
): Promise<Heard> {
  const text = body ? JSON.stringify(body) : ''
  const nonce = bend['nonce'] ?? randomBytes(16).toString('hex')
  const timestamp = bend['timestamp'] ?? String(Date.now())
  const bytes = requestToSign({
    method,
    path,
    query: '',
    nonce,
    timestamp,
    secretKey: paymax.secretKey,
    body: Buffer.from(text),
  })
  const response = await fetch(paymax.baseUrl + path, {
    method,
    headers: {
      'Content-Type': 'application/json;charset=utf-8',
      Authorization: paymax.secretKey,
      nonce,
      timestamp,
      sign: sign(bytes, paymax.merchantPrivateKey),
      ...bend,
    },
    ...(body ? { body: text } : {}),
  })
  const answer = await response.text()
  const read = answer.startsWith('{') ? (JSON.parse(answer) as Json) : {}
  return { status: response.status, headers: response.headers, text: answer, body: read }
}

let count = 0

export function anOrder(sandbox: Sandbox, changes: Json = {}): Json {
  count += 1
  return {
    order_no: `T${Date.now()}${count}`,
    amount: 12.5,
    subject: '手冲咖啡',
    body: '一杯',
    channel: 'wechat_wap',
    app: sandbox.paymax.app,
    client_ip: '203.0.113.7',
    extra: { open_id: sandbox.payers[0]?.openid },
    ...changes,
  }
}
