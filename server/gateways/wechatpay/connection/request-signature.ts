/** The `Authorization` of a request. Source: «Signing a request» of WeChat Pay API v3. */
import type { KeyObject } from 'node:crypto'
import { signText } from './rsa'

export const SCHEME = 'WECHATPAY2-SHA256-RSA2048'

/** The signer: the merchant number, and the key with its certificate's serial. */
export interface Merchant {
  readonly mchId: string
  /** Of the merchant's API certificate, hex. */
  readonly certificateSerial: string
  readonly privateKey: KeyObject
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST'
  /** Path and query without the host, percent-encoded as sent. */
  readonly path: string
  /** Unix seconds */
  readonly timestamp: string
  /** At most 32 letters and digits. */
  readonly nonce: string
  /** Exactly as sent; empty for a GET. */
  readonly body: string
}

/** Five lines, each ended by a line feed, the last one too: without a body the text ends in two. */
export function stringToSign({ method, path, timestamp, nonce, body }: SignedRequest): string {
  return `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
}

/** @returns the value of the header `Authorization` */
export async function authorizationOf(request: SignedRequest, merchant: Merchant): Promise<string> {
  const signature = await signText(stringToSign(request), merchant.privateKey)
  const { nonce, timestamp } = request
  return (
    `${SCHEME} mchid="${merchant.mchId}",nonce_str="${nonce}",signature="${signature}",` +
    `timestamp="${timestamp}",serial_no="${merchant.certificateSerial}"`
  )
}
