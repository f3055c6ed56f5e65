/** Whether an answer or a webhook is WeChat Pay's. Source: «Verifying» of WeChat Pay API v3. */
import type { KeyObject } from 'node:crypto'
import { SCHEME } from './request-signature'
import { verifyText } from './rsa'

/** Either side of our clock; what is exactly that old is still taken. */
const FRESH_SECONDS = 300

/** WeChat Pay now and then signs wrongly on purpose, to see whether anybody looks. */
const PROBE = 'WECHATPAY/SIGNTEST/'

/** By names in lower case; a header given twice is no header that can be trusted. */
export type Headers = Readonly<Record<string, string | string[] | undefined>>

/**
 * `probe`: a signature that is wrong on purpose: refused like any, and to be counted by itself.
 * The first that applies, in this sequence: `missing_header`, `stale`, `unknown_serial`, `probe`,
 * `bad_signature`.
 */
export type Verdict =
  'trusted' | 'missing_header' | 'stale' | 'unknown_serial' | 'probe' | 'bad_signature'

export interface Trust {
  /** Finds the key that a `Wechatpay-Serial` names. */
  readonly keyOf: (serial: string) => KeyObject | null | Promise<KeyObject | null>
  /** Unix ms */
  readonly now: number
}

/** @param body the bytes as they came, all of them, never rendered again */
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
