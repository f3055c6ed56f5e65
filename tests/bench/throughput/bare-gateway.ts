/** The calls out of a payment, signed and verified as Paymax wants it, and nothing looked at beyond that. */
import { createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { Agent, request } from 'undici'
import {
  signRequest,
  verifyNotification,
  verifyResponse,
} from '../../../server/gateways/paymax/signature'
import type { World } from './world'

interface CreatedCharge {
  readonly id: string
  readonly credential: { readonly wechat_wap: { readonly jsApiParams: string } }
}

export function bareGateway(world: World) {
  const { secretKey } = world
  const origin = `http://127.0.0.1:${String(world.standInPort)}`
  const dispatcher = new Agent()
  const privateKey = createPrivateKey(world.merchantPrivateKey)
  const publicKey = createPublicKey(world.paymaxPublicKey)

  return {
    async openidOf(code: string): Promise<string> {
      const query = `appid=wx&secret=s&code=${code}&grant_type=authorization_code`
      const answer = await request(`${origin}/sns/oauth2/access_token?${query}`, { dispatcher })
      return ((await answer.body.json()) as { openid: string }).openid
    },

    async create(charge: object): Promise<CreatedCharge> {
      const body = JSON.stringify({ ...charge, app: world.app })
      const nonce = randomBytes(16).toString('hex')
      const timestamp = String(Date.now())
      const path = '/v1/charges'
      const signed = { method: 'POST', path, query: '', nonce, timestamp, secretKey, body } as const
      const sign = await signRequest(signed, privateKey)
      const answer = await request(`${origin}/merchant-api${path}`, {
        method: 'POST',
        dispatcher,
        body,
        headers: {
          'Content-Type': 'application/json',
          Authorization: secretKey,
          nonce,
          timestamp,
          sign,
        },
      })
      const bytes = Buffer.from(await answer.body.arrayBuffer())
      const one = (name: string) => String(answer.headers[name])
      const headers = {
        nonce: one('nonce'),
        timestamp: one('timestamp'),
        authorization: one('authorization'),
        sign: one('sign'),
      }
      const trust = { publicKey, secretKey, now: Date.now() }
      if ((await verifyResponse(headers, bytes, trust)) !== 'trusted') throw new Error('untrusted')
      return JSON.parse(bytes.toString()) as CreatedCharge
    },

    isPaymaxs: (rawBody: Buffer, signature: string) =>
      verifyNotification(rawBody, signature, publicKey),
  }
}
