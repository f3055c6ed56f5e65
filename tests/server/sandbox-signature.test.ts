import { describe, expect, test } from 'vitest'
import { answerToSign, requestToSign, sign, verify } from '../../mocks/sandbox/paymax/signature'
import vectors from '../fixtures/paymax-vectors.json'

const header = (headers: Record<string, string | undefined>, name: string) => headers[name] ?? ''

describe('the sandbox reads the signature scheme as an independent client does', () => {
  test.each(vectors.requests)('request: $name', (vector) => {
    const { method, path, query, nonce, timestamp } = vector
    const { secretKey } = vectors
    const body = Buffer.from(vector.body)
    const bytes = requestToSign({ method, path, query, nonce, timestamp, secretKey, body })
    expect(bytes.toString()).toBe(vector.stringToSign)
    expect(sign(bytes, vectors.merchantPrivateKey)).toBe(vector.sign)
    expect(verify(bytes, vector.sign, vectors.merchantPublicKey)).toBe(true)
  })

  test.each(vectors.responses)('answer: $name', ({ headers, body, valid }) => {
    const nonce = header(headers, 'nonce')
    const timestamp = header(headers, 'timestamp')
    const secretKey = header(headers, 'authorization')
    const bytes = answerToSign({ nonce, timestamp, secretKey }, Buffer.from(body))
    const holds = verify(bytes, header(headers, 'sign'), vectors.paymaxPublicKey)
    expect(holds && secretKey === vectors.secretKey).toBe(valid)
  })

  test.each(vectors.webhooks)('webhook: $name', ({ headers, body, valid }) => {
    const given = header(headers, 'sign')
    expect(verify(Buffer.from(body), given, vectors.paymaxPublicKey)).toBe(valid)
    if (valid) expect(sign(Buffer.from(body), vectors.paymaxPrivateKey)).toBe(given)
  })
})
