/** Verifies that an answer or a webhook is WeChat Pay's. Source: «Verifying» of WeChat Pay API v3. */
import type { KeyObject } from 'node:crypto'
import { SCHEME } from './request-signature'
import { verifyText } from './rsa'

/** In ms, in either direction from our clock, inclusive. */
const FRESH_SECONDS = 300

/** WeChat Pay now and then sends a wrong signature on purpose, to test whether it is checked. */
const PROBE = 'WECHATPAY/SIGNTEST/'

/** Names in lower case. A repeated header is not trusted. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * `probe`: a signature that is wrong on purpose; it is refused like any other, but counted separately. The
 * first that applies, in this order: `missing_header`, `stale`, `unknown_serial`, `probe`, `bad_signature`.
 */
export type Verdict =
  'trusted' | 'missing_header' | 'stale' | 'unknown_serial' | 'probe' | 'bad_signature'

export interface Trust {
  /** The key for a `Wechatpay-Serial`. */
  readonly keyOf: (serial: string) => KeyObject | null | Promise<KeyObject | null>
  /** Unix ms */
  readonly now: number
}

/** @param body the raw bytes, never re-serialised */
export async function verifySigned(headers: Headers, body: Buffer, trust: Trust): Promise<Verdict> {
  const timestamp = single(headers, 'wechatpay-timestamp')
  const nonce = single(headers, 'wechatpay-nonce')
  const signature = single(headers, 'wechatpay-signature')
  const serial = single(headers, 'wechatpay-serial')
  if (!timestamp || !nonce || !signature || !serial) return 'missing_header'
  if (!isFresh(timestamp, trust.now)) return 'stale'
  const key = await trust.keyOf(serial)
  if (!key) return 'unknown_serial'
  if (signature.startsWith(PROBE)) return 'probe'
  const scheme = headers['wechatpay-signature-type']
  if (scheme !== undefined && scheme !== SCHEME) return 'bad_signature'
  const text = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
  return (await verifyText(text, signature, key)) ? 'trusted' : 'bad_signature'
}

function single(headers: Headers, name: string): string | undefined {
  const header = headers[name]
  return typeof header === 'string' ? header : undefined
}

function isFresh(timestamp: string, now: number): boolean {
  if (!/^\d{1,12}$/.test(timestamp)) return false
  return Math.abs(Math.floor(now / 1000) - Number(timestamp)) <= FRESH_SECONDS
}
