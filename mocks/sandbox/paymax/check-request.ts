import type { IncomingMessage } from 'node:http'
import { header } from '../http'
import type { Account } from './account'
import { Refusal } from './failure'
import { requestToSign, verify } from './signature'

const freshFor = 120_000

/** Returns the signed text even where the signature fails: the panel shows it. */
export function stringToSign(request: IncomingMessage, prefix: string, body: Buffer): Buffer {
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s)
  return requestToSign({
    method: request.method ?? '',
    path: path.startsWith(prefix) ? path.slice(prefix.length) : path,
    query,
    nonce: header(request, 'nonce'),
    timestamp: header(request, 'timestamp'),
    secretKey: header(request, 'authorization'),
    body,
  })
}

export function checkRequest(
  request: IncomingMessage,
  toSign: Buffer,
  account: Account,
  seenNonces: Set<string>,
  now: number,
): void {
  const secretKey = header(request, 'authorization')
  if (!secretKey) throw new Refusal('SECRET_KEY_IS_BLANK')
  if (secretKey !== account.secretKey) throw new Refusal('SECRET_KEY_IS_INVALID')
  const nonce = header(request, 'nonce')
  if (!/^[A-Za-z0-9]{32}$/.test(nonce)) {
    throw new Refusal('SIGN_CHECK_FAILED', 'nonce 必须是 32 位数字或字母')
  }
  const timestamp = header(request, 'timestamp')
  if (!/^\d{13}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > freshFor) {
    throw new Refusal('SIGN_CHECK_FAILED', 'timestamp 不正确或已过期')
  }
  if (!verify(toSign, header(request, 'sign'), account.merchant.publicKey)) {
    throw new Refusal('SIGN_CHECK_FAILED')
  }
  if (seenNonces.has(nonce)) throw new Refusal('SIGN_CHECK_FAILED', 'nonce 重复')
  seenNonces.add(nonce)
}
