import { createPublicKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bridgeParameters } from '../../../server/gateways/wechatpay/bridge'
import {
  authorizationOf,
  stringToSign,
} from '../../../server/gateways/wechatpay/connection/request-signature'
import { verifyText, signText } from '../../../server/gateways/wechatpay/connection/rsa'
import { verifySigned } from '../../../server/gateways/wechatpay/connection/verification'
import { appId, keyOf, lowerCase, merchant, now, vectors } from './vectors'

const merchantKey = createPublicKey(vectors.merchant.publicKey)

describe('a request is signed', () => {
  it.each(vectors.requests)('as the vector has it: $name', async (vector) => {
    const { method, url: path, timestamp, nonce, body, authorization } = vector
    if (method !== 'GET' && method !== 'POST') throw new Error('no such method')
    const request = { method, path, timestamp, nonce, body } as const
    expect(stringToSign(request)).toBe(vector.message)
    expect(await authorizationOf(request, merchant)).toBe(authorization)
    expect(await verifyText(Buffer.from(vector.message), vector.signature, merchantKey)).toBe(true)
  })
})

describe('the sheet’s parameters', () => {
  const { prepayId, parameters, wrong } = vectors.bridge

  it('are the vector’s', async () => {
    const sheet = { appId, prepayId, now, nonce: parameters.nonceStr }
    expect(await bridgeParameters(sheet, merchant.privateKey)).toEqual(parameters)
  })

  it.each(wrong)('are not signed $why', async ({ message, paySign }) => {
    const right = Buffer.from(vectors.bridge.message)
    expect(await verifyText(Buffer.from(message), paySign, merchantKey)).toBe(true)
    expect(await verifyText(right, paySign, merchantKey)).toBe(false)
    expect(await signText(message, merchant.privateKey)).toBe(paySign)
  })
})

describe('what was published elsewhere', () => {
  it.each(vectors.published)('$name', async ({ message, signature, publicKey, holds: right }) => {
    const key = createPublicKey(publicKey)
    expect(await verifyText(Buffer.from(message), signature, key)).toBe(right)
  })
})

describe('an answer or a webhook is judged', () => {
  const all = [...vectors.answers, ...vectors.notifications]

  it.each(all)('$expect: $name', async ({ name, headers, body, expect: expected }) => {
    const verdict = await verifySigned(lowerCase(headers), Buffer.from(body), { keyOf, now })
    expect(verdict).toBe(name.startsWith('signature probe') ? 'probe' : expected)
  })

  const [good] = vectors.answers
  const body = Buffer.from(good?.body ?? '')
  const headers = lowerCase(good?.headers ?? {})

  it.each([-301, 301])('stale where it is %i s from our clock', async (seconds) => {
    const trust = { keyOf, now: now + seconds * 1000 }
    expect(await verifySigned(headers, body, trust)).toBe('stale')
  })

  it('missing_header where a header came twice', async () => {
    const twice = { ...headers, 'wechatpay-nonce': ['a', 'b'] }
    expect(await verifySigned(twice, body, { keyOf, now })).toBe('missing_header')
  })

  it('bad_signature where it names another way of signing', async () => {
    const other = { ...headers, 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }
    expect(await verifySigned(other, body, { keyOf, now })).toBe('bad_signature')
  })
})
