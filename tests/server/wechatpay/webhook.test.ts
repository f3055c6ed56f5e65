import { createCipheriv, createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { signText } from '../../../server/gateways/wechatpay/connection/rsa'
import { openSealed } from '../../../server/gateways/wechatpay/connection/sealed-resource'
import { readWebhook } from '../../../server/gateways/wechatpay/webhook'
import { apiV3Key, appId, keyOf, lowerCase, mchId, now, vectors } from './vectors'

const owner = { keyOf, now, apiV3Key, mchId }

describe('a sealed resource', () => {
  it.each(vectors.notifications)('opens or does not: $name', ({ body, opens }) => {
    const plain = openSealed(JSON.parse(body).resource, apiV3Key)
    expect(plain?.toString() ?? null).toBe(opens)
  })

  it('of a certificate does not open once it was tampered with', () => {
    const { tampered } = vectors.certificates
    const sealed = { ...tampered, algorithm: 'AEAD_AES_256_GCM' as const }
    expect(openSealed(sealed, apiV3Key)).toBeNull()
  })
})

describe('a webhook of the vectors', () => {
  it.each(vectors.notifications)('$name', async ({ name, body, headers, expect: said, opens }) => {
    const read = await readWebhook(Buffer.from(body), lowerCase(headers), owner)
    const verdict = name.startsWith('signature probe') ? 'probe' : said
    if (verdict !== 'trusted') return expect(read).toEqual({ refused: verdict })
    if (opens === null) return expect(read).toEqual({ refused: 'unopened' })
    const kind = name.startsWith('refund') ? 'refund' : 'payment'
    expect(read).toMatchObject({ event: { kind, id: 'EV-2026113011590300000' } })
  })

  it('tells a payment’s order, its total before the coupon', async () => {
    const [first] = vectors.notifications
    const raw = Buffer.from(first?.body ?? '')
    expect(await readWebhook(raw, lowerCase(first?.headers ?? {}), owner)).toMatchObject({
      event: {
        order: {
          appId,
          mchId,
          chargeNumber: 'ch20261130A0000000000000001',
          state: 'succeeded',
          transactionId: '4200009999202611301234567890',
          total: 12345,
          currency: 'CNY',
          paidAt: Date.parse('2026-11-30T03:59:02Z'),
        },
      },
    })
  })

  it('is refused where it is another merchant’s', async () => {
    const [first] = vectors.notifications
    const raw = Buffer.from(first?.body ?? '')
    const headers = lowerCase(first?.headers ?? {})
    const merchant = await readWebhook(raw, headers, { ...owner, mchId: '1900000002' })
    expect(merchant).toEqual({ refused: 'other_merchant' })
  })
})

describe('a webhook made here', () => {
  it.each([
    ['SECURITY_ECHO.SUCCESS', '{"echo_message":"hello"}', { event: { kind: 'echo' } }],
    ['LATER.SUCCESS', '{}', { event: { kind: 'other', eventType: 'LATER.SUCCESS' } }],
    ['TRANSACTION.SUCCESS', '{"mchid":"1900000001"}', { refused: 'unreadable' }],
    ['REFUND.SUCCESS', 'no JSON', { refused: 'unreadable' }],
  ])('of the type %s holding %s', async (type, plain, expected) => {
    const { raw, headers } = await sealedAndSigned(type, plain)
    expect(await readWebhook(raw, headers, owner)).toMatchObject(expected)
  })
})

async function sealedAndSigned(type: string, plain: string) {
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, Buffer.from('abcdefghijkl'))
  const bytes = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
  const resource = {
    algorithm: 'AEAD_AES_256_GCM',
    nonce: 'abcdefghijkl',
    ciphertext: bytes.toString('base64'),
  }
  const body = JSON.stringify({ id: 'EV-1', event_type: type, resource })
  const key = createPrivateKey(vectors.wechatPay.privateKey)
  const headers = {
    'wechatpay-timestamp': String(vectors.now),
    'wechatpay-nonce': 'n',
    'wechatpay-serial': vectors.wechatPay.publicKeyId,
    'wechatpay-signature': await signText(`${vectors.now}\nn\n${body}\n`, key),
  }
  return { raw: Buffer.from(body), headers }
}
