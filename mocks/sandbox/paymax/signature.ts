import { sign as rsaSign, verify as rsaVerify } from 'node:crypto'

export interface SignedRequest {
  method: string
  /** Without the `/merchant-api` prefix. */
  path: string
  query: string
  nonce: string
  timestamp: string
  secretKey: string
  body: Buffer
}

/** The body is joined as bytes: what was signed is what went over the wire. */
export function requestToSign(request: SignedRequest): Buffer {
  const { method, path, query, nonce, timestamp, secretKey, body } = request
  const lines = [method.toLowerCase(), path, query, nonce, timestamp, secretKey, '']
  return Buffer.concat([Buffer.from(lines.join('\n')), body])
}

export function answerToSign(
  answer: { nonce: string; timestamp: string; secretKey: string },
  body: Buffer,
): Buffer {
  const lines = [answer.nonce, answer.timestamp, answer.secretKey, '']
  return Buffer.concat([Buffer.from(lines.join('\n')), body])
}

export function sign(bytes: Buffer, privateKey: string): string {
  return rsaSign('RSA-SHA1', bytes, privateKey).toString('base64')
}

const base64 = /^[A-Za-z0-9+/]+={0,2}$/

export function verify(bytes: Buffer, signature: string, publicKey: string): boolean {
  if (!base64.test(signature)) return false
  return rsaVerify('RSA-SHA1', bytes, publicKey, Buffer.from(signature, 'base64'))
}
