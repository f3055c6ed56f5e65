import { keyPairFor } from '../keys'
import { randomHex } from '../random'
import type { Voucher } from './account'
import { answerText, sign, verify } from './signature'

/** In seconds: how much a stale one is too old. */
const tooOld = 400

export interface Vouching {
  headers: Record<string, string>
  /** The text that a signature has to cover; whether this one does, and is recent and by a known key. */
  text: string
  holds: boolean
}

/**
 * @param bend how an answer or a webhook is falsified: `unsigned`, `stale`, `tampered`, `probe`, `stranger`
 *   or `unknown_serial`; with anything else not at all
 */
export function vouch(voucher: Voucher, body: Buffer, now: number, bend: string): Vouching {
  const nonce = randomHex(32)
  const timestamp = String(Math.floor(now / 1000) - (bend === 'stale' ? tooOld : 0))
  const bytes = answerText(timestamp, nonce, body)
  const text = bytes.toString()
  if (bend === 'unsigned') return { headers: {}, text, holds: false }
  const { privateKey } = bend === 'stranger' ? keyPairFor('stranger') : voucher.pair
  const covered = bend === 'tampered' ? Buffer.concat([body, Buffer.from(' ')]) : body
  const made = sign(answerText(timestamp, nonce, covered), privateKey)
  const signature = bend === 'probe' ? `WECHATPAY/SIGNTEST/${made}` : made
  const isKnown = bend !== 'stale' && bend !== 'unknown_serial'
  const headers = {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Signature': signature,
    'Wechatpay-Serial': bend === 'unknown_serial' ? 'F'.repeat(40) : voucher.serial,
    'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
  }
  return { headers, text, holds: isKnown && verify(bytes, signature, voucher.pair.publicKey) }
}
