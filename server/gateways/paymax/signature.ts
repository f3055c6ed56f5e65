/**
 * Paymax's signatures both ways, SHA1withRSA (PKCS#1 v1.5) in Base64. SHA-1 is the gateway's choice; no other
 * file depends on it. Source: «Signatures» of Paymax's API documentation.
 */
import { createHash, sign, timingSafeEqual, verify, type KeyObject } from 'node:crypto'

const ALGORITHM = 'RSA-SHA1'

/** Paymax: an answer more than two minutes old is refused. We accept the same from the future, for clock skew. */
const FRESH_MS = 2 * 60_000

export interface SignedRequest {
  readonly method: 'GET' | 'POST'
  /** The API method without the base address: `/v1/charges`. */
  readonly path: string
  readonly query: string
  readonly nonce: string
  /** Unix ms, 13 digits */
  readonly timestamp: string
  readonly secretKey: string
  /** Exactly as sent; empty for a GET. */
  readonly body: string
}

/** The answer's headers that its signature covers; undefined where one is missing or repeated. */
export interface SignedHeaders {
  readonly nonce: string | undefined
  readonly timestamp: string | undefined
  readonly authorization: string | undefined
  readonly sign: string | undefined
}

/** What is wrong with an answer; `trusted` where nothing is. */
export type Verdict = 'trusted' | 'signature' | 'secret_key' | 'timestamp'

/** A missing query or body still contributes its empty line. */
export function stringToSign(request: SignedRequest): string {
  const { method, path, query, nonce, timestamp, secretKey, body } = request
  return [method.toLowerCase(), path, query, nonce, timestamp, secretKey, body].join('\n')
}

/**
 * Signs a request with the merchant's private key.
 * @returns the value of the header `sign`
 */
export function signRequest(request: SignedRequest, privateKey: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    // With a callback, the RSA work runs on the thread pool instead of the event loop.
    sign(ALGORITHM, Buffer.from(stringToSign(request)), privateKey, (error, signature) => {
      if (error) reject(error)
      else resolve(signature.toString('base64'))
    })
  })
}

/**
 * Verifies an answer: signed by Paymax, for our secret key, and made within two minutes of now.
 * @param body the raw bytes, never re-serialised
 * @param now Unix ms
 */
export async function verifyResponse(
  headers: SignedHeaders,
  body: Buffer,
  trust: { readonly publicKey: KeyObject; readonly secretKey: string; readonly now: number },
): Promise<Verdict> {
  const { nonce = '', timestamp = '', authorization = '' } = headers
  const head = Buffer.from(`${nonce}\n${timestamp}\n${authorization}\n`)
  if (!(await holds(Buffer.concat([head, body]), headers.sign, trust.publicKey))) return 'signature'
  if (!sameSecret(authorization, trust.secretKey)) return 'secret_key'
  return isFresh(timestamp, trust.now) ? 'trusted' : 'timestamp'
}

/** A webhook's signature covers only its raw body, so it never expires. */
export function verifyNotification(
  rawBody: Buffer,
  signature: string | undefined,
  publicKey: KeyObject,
): Promise<boolean> {
  return holds(rawBody, signature, publicKey)
}

function holds(data: Buffer, signature: string | undefined, publicKey: KeyObject) {
  if (!signature) return Promise.resolve(false)
  return new Promise<boolean>((resolve, reject) => {
    verify(ALGORITHM, data, publicKey, Buffer.from(signature, 'base64'), (error, valid) => {
      if (error) reject(error)
      else resolve(valid)
    })
  })
}

/** Both are hashed first, because a constant-time comparison needs equal lengths. */
function sameSecret(theirs: string, ours: string) {
  const hash = (secret: string) => createHash('sha256').update(secret).digest()
  return timingSafeEqual(hash(theirs), hash(ours))
}

function isFresh(timestamp: string, now: number) {
  return /^\d{13}$/.test(timestamp) && Math.abs(now - Number(timestamp)) <= FRESH_MS
}
