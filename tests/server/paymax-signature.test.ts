import { createPrivateKey, createPublicKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  signRequest,
  stringToSign,
  verifyNotification,
  verifyResponse,
  type SignedRequest,
} from '../../server/gateways/paymax/signature'
import vectors from '../fixtures/paymax-vectors.json'

const { secretKey } = vectors
const merchantKey = createPrivateKey(vectors.merchantPrivateKey)
const publicKey = createPublicKey(vectors.paymaxPublicKey)

describe('a request', () => {
  test.each(vectors.requests)('$name', async ({ method, path, query, body, ...vector }) => {
    const request: SignedRequest = {
      method: method === 'POST' ? 'POST' : 'GET',
      path,
      query,
      body,
      nonce: vector.nonce,
      timestamp: vector.timestamp,
      secretKey,
    }
    expect(stringToSign(request)).toBe(vector.stringToSign)
    expect(await signRequest(request, merchantKey)).toBe(vector.sign)
  })
})

describe('an answer', () => {
  const why: Record<string, string> = { signature: 'signature', 'secret key': 'secret_key' }

  test.each(vectors.responses)('$name', async ({ headers, body, valid, ...vector }) => {
    const now = Number(headers.timestamp) + 1_000
    const signed = { ...headers, sign: headers.sign }
    const verdict = await verifyResponse(signed, Buffer.from(body), { publicKey, secretKey, now })
    expect(verdict).toBe(valid ? 'trusted' : why[vector.why ?? ''])
  })

  test.each([
    ['two minutes old', 120_000, 'trusted'],
    ['a moment older', 120_001, 'timestamp'],
    ['two minutes ahead of our clock', -120_000, 'trusted'],
    ['further ahead', -120_001, 'timestamp'],
  ])('%s', async (_, age, verdict) => {
    const [good] = vectors.responses
    if (!good) throw new Error('no vector')
    const now = Number(good.headers.timestamp) + age
    const headers = { ...good.headers, sign: good.headers.sign }
    const trust = { publicKey, secretKey, now }
    expect(await verifyResponse(headers, Buffer.from(good.body), trust)).toBe(verdict)
  })
})

describe('a notification', () => {
  test.each(vectors.webhooks)('$name', async ({ headers, body, valid }) => {
    expect(await verifyNotification(Buffer.from(body), headers.sign, publicKey)).toBe(valid)
  })
})
