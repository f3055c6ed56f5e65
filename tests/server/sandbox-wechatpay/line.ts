/** Signed calls to the sandbox's WeChat Pay, byte by byte: nothing is added to them on the way. */
import { createPrivateKey, sign } from 'node:crypto'
import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'
import { randomHex } from '../../../mocks/sandbox/random'
import type { WeChatPay } from '../../../mocks/sandbox/wechatpay/wechatpay'

type Json = Record<string, unknown>

export interface Heard {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  /** Empty where the answer is no JSON. */
  body: Json
}

/** What is said otherwise than a well-behaved client says it. */
export interface Bend {
  mchid?: string
  serial?: string
  timestamp?: number | string
  nonce?: string
  /** Signed in place of what is sent. */
  signedBody?: string
  privateKey?: string
  /** Over the usual ones; an empty one is left out. */
  headers?: Record<string, string>
}

export interface Asking {
  method: 'GET' | 'POST'
  path: string
  /** An object is rendered once; a text goes as it is. */
  body?: Json | string
}

/** @param now in ms, as the sandbox has it */
export function lineTo(wechatpay: WeChatPay, now: () => number) {
  const { account, baseUrl } = wechatpay

  function authorization({ method, path }: Asking, text: string, bend: Bend): string {
    const timestamp = String(bend.timestamp ?? Math.floor(now() / 1000))
    const nonce = bend.nonce ?? randomHex(32)
    const signed = `${method}\n${path}\n${timestamp}\n${nonce}\n${bend.signedBody ?? text}\n`
    const key = createPrivateKey(bend.privateKey ?? account.merchant.privateKey)
    const signature = sign('RSA-SHA256', Buffer.from(signed), key).toString('base64')
    const parts = [
      `mchid="${bend.mchid ?? account.mchid}"`,
      `nonce_str="${nonce}"`,
      `signature="${signature}"`,
      `timestamp="${timestamp}"`,
      `serial_no="${bend.serial ?? account.serial}"`,
    ]
    return `WECHATPAY2-SHA256-RSA2048 ${parts.join(',')}`
  }

  return function ask(asking: Asking, bend: Bend = {}): Promise<Heard> {
    const { body = '' } = asking
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const said = {
      Accept: 'application/json',
      'User-Agent': 'a test',
      'Content-Type': 'application/json',
      Authorization: authorization(asking, text, bend),
      ...bend.headers,
    }
    return send(baseUrl + asking.path, asking.method, text, said)
  }
}

function send(
  url: string,
  method: string,
  text: string,
  said: Record<string, string>,
): Promise<Heard> {
  const headers = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''))
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const body = bytes.toString().startsWith('{') ? (JSON.parse(bytes.toString()) as Json) : {}
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, body })
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}
