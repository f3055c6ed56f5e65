/** The vectors that four independent clients agree with, against the sandbox's side of the protocol. */
import { request } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createClock } from '../../../mocks/sandbox/clock'
import { createFaults } from '../../../mocks/sandbox/faults'
import { createMessages } from '../../../mocks/sandbox/messages'
import { openAccount } from '../../../mocks/sandbox/wechatpay/open-account'
import { answerText, requestText, sign, verify } from '../../../mocks/sandbox/wechatpay/signature'
import { seal } from '../../../mocks/sandbox/wechatpay/seal'
import { startWeChatPay } from '../../../mocks/sandbox/wechatpay/wechatpay'
import type { WeChatPay } from '../../../mocks/sandbox/wechatpay/wechatpay'
import { openSealed } from '../../../server/gateways/wechatpay/connection/sealed-resource'
import { verifySigned } from '../../../server/gateways/wechatpay/connection/verification'
import { apiV3Key, appId, keyOf, now, vectors } from '../wechatpay/vectors'

const { mchid, serial, privateKey, publicKey, apiV3Key: keyText } = vectors.merchant
const openid = 'oTESTonly_abcDEF-0123456789'

let wechatpay: WeChatPay
beforeEach(async () => {
  const clock = createClock(() => now)
  const account = openAccount(
    {
      ...{ mchid, serial, merchantPrivateKey: privateKey, apiV3Key: keyText, mode: 'public_key' },
      publicKeyId: vectors.wechatPay.publicKeyId,
      wechatPayPrivateKey: vectors.wechatPay.privateKey,
    },
    { appid: appId, knowsOpenid: (one) => one === openid },
    clock.now,
  )
  const parts = { account, clock, faults: createFaults(), messages: createMessages(clock.now) }
  wechatpay = await startWeChatPay({
    ...{ ...parts, host: '127.0.0.1', port: 0, speed: 0, refundDelay: 0 },
  })
})
afterEach(() => wechatpay.close())

type Vector = (typeof vectors.requests)[number]

function play({ method, url, body, authorization }: Vector) {
  const headers = {
    Accept: 'application/json',
    'User-Agent': 'a vector',
    Authorization: authorization,
    'Wechatpay-Serial': vectors.wechatPay.publicKeyId,
  }
  return new Promise<{ status: number; bytes: Buffer; headers: object }>((resolve, reject) => {
    const asked = request(wechatpay.baseUrl, { method, path: url, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const { statusCode: status = 0, headers: told } = response
        resolve({ status, bytes: Buffer.concat(chunks), headers: told })
      })
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

describe('a request of the vectors', () => {
  test.each(vectors.requests)('is read as it was signed: $name', (vector) => {
    const { method, url, timestamp, nonce, body, message, signature } = vector
    const text = requestText({ method, url, timestamp, nonce }, Buffer.from(body))
    expect(text.toString()).toBe(message)
    expect(verify(text, signature, publicKey)).toBe(true)
  })

  test.each(vectors.requests)('has its signature taken over the wire: $name', async (vector) => {
    expect((await play(vector)).status).not.toBe(401)
  })

  test('with one digit altered is refused', async () => {
    const [create] = vectors.requests
    if (!create) throw new Error('no vector')
    const altered = { ...create, body: create.body.replace('12345', '12346') }
    expect((await play(altered)).status).toBe(401)
  })

  test('creates the order, and the answer verifies', async () => {
    const [create] = vectors.requests
    if (!create) throw new Error('no vector')
    const { status, bytes, headers } = await play(create)
    expect(status).toBe(200)
    expect(wechatpay.orders()).toMatchObject([
      { total: 12345, description: '龙井茶 250g「礼盒」× 2' },
    ])
    expect(await verifySigned({ ...headers }, bytes, { keyOf, now })).toBe('trusted')
  })
})

describe('the sheet’s parameters', () => {
  const { parameters, wrong } = vectors.bridge

  test('check out', () => {
    expect(wechatpay.checksOut(parameters)).toBe(true)
  })

  test.each(wrong)('do not where they were signed $why', ({ paySign }) => {
    expect(wechatpay.checksOut({ ...parameters, paySign })).toBe(false)
  })
})

describe('an answer of the vectors', () => {
  const good = vectors.answers.filter(({ expect: said }) => said === 'trusted')

  test.each(good)('is signed alike: $name', ({ headers, body }) => {
    const told = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const name = told['wechatpay-serial'] ?? ''
    const { platformCertificates, publicKeyId, privateKey: key } = vectors.wechatPay
    const certificate = Object.values(platformCertificates).find((one) => one.serial === name)
    const signer = name === publicKeyId ? key : certificate?.privateKey
    const text = answerText(
      told['wechatpay-timestamp'] ?? '',
      told['wechatpay-nonce'] ?? '',
      Buffer.from(body),
    )
    expect(sign(text, signer ?? '')).toBe(told['wechatpay-signature'])
  })
})

describe('what was published elsewhere', () => {
  test.each(vectors.published)('$name', ({ message, signature, publicKey: key, holds }) => {
    expect(verify(Buffer.from(message), signature, key)).toBe(holds)
  })
})

test.each(['transaction', 'refund', ''])('what is sealed opens with «%s» beside it', (data) => {
  const sealed = seal(keyText, '{"龙":"井"}', data)
  expect(openSealed(sealed, apiV3Key)?.toString()).toBe('{"龙":"井"}')
  expect(openSealed({ ...sealed, associated_data: 'other' }, apiV3Key)).toBeNull()
})
