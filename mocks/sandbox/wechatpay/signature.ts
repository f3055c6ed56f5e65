import { sign as rsaSign, verify as rsaVerify } from 'node:crypto'

/** Each part on a line of its own, the last one ended as well; the body is kept as bytes. */
function lines(parts: readonly string[], body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(parts.map((part) => `${part}\n`).join('')), body, newline])
}

const newline = Buffer.from('\n')

/** @param url path and query exactly as they were sent */
export function requestText(
  request: { method: string; url: string; timestamp: string; nonce: string },
  body: Buffer,
): Buffer {
  const { method, url, timestamp, nonce } = request
  return lines([method.toUpperCase(), url, timestamp, nonce], body)
}

/** Of an answer and of a notification alike. */
export function answerText(timestamp: string, nonce: string, body: Buffer): Buffer {
  return lines([timestamp, nonce], body)
}

/** What `paySign` covers: four lines, without `signType`. */
export function bridgeText(params: Readonly<Record<string, string>>): Buffer {
  const { appId = '', timeStamp = '', nonceStr = '' } = params
  return lines([appId, timeStamp, nonceStr], Buffer.from(params['package'] ?? ''))
}

export function sign(bytes: Buffer, privateKey: string): string {
  return rsaSign('RSA-SHA256', bytes, privateKey).toString('base64')
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

export function verify(bytes: Buffer, signature: string, publicKey: string): boolean {
  if (signature === '' || !base64.test(signature)) return false
  return rsaVerify('RSA-SHA256', bytes, publicKey, Buffer.from(signature, 'base64'))
}
