import type { Clock } from '../clock'
import type { Faults } from '../faults'
import type { KeyPair } from '../keys'
import type { Order } from './order'
import type { Refund } from './refund'

export interface PlatformCertificate {
  /** 40 hex digits. */
  serial: string
  pair: KeyPair
  pem: string
  effectiveAt: number
  expiresAt: number
}

/** WeChat Pay's record of one direct merchant. */
export interface Account {
  /** 10 digits. */
  readonly mchid: string
  readonly appid: string
  /** 32 bytes of text. */
  readonly apiV3Key: string
  /** Of the merchant's own certificate: 40 hex digits, upper case. */
  readonly serial: string
  readonly merchant: KeyPair
  /** Null for a merchant from before public keys. */
  readonly publicKey: { readonly id: string; readonly pair: KeyPair } | null
  /** Null for a merchant with a public key only. */
  readonly certificate: PlatformCertificate | null
  readonly knowsOpenid: (openid: string) => boolean
}

/** What the parts of the gateway share. */
export interface Desk {
  account: Account
  clock: Clock
  faults: Faults
  /** By `out_trade_no`. */
  orders: Map<string, Order>
  /** Numbers that were closed before anything was made with them. */
  burnt: Set<string>
  /** By `out_refund_no`. */
  refunds: Map<string, Refund>
  /** Milliseconds a refund takes; null waits for `finishRefunds`. */
  refundDelay: number | null
  /** Milliseconds between two refunds of an order. */
  refundGap: number
}

/** The signer: the id in `Wechatpay-Serial`, and its key pair. */
export interface Voucher {
  serial: string
  pair: KeyPair
}

/**
 * Answers use the key that the request asks for. If the merchant has not changed over to the public key,
 * asking for it changes nothing.
 * @param asked the serial that a request says it can verify
 */
export function voucherFor({ publicKey, certificate }: Account, asked: string): Voucher {
  if (publicKey && (!certificate || asked === publicKey.id)) {
    return { serial: publicKey.id, pair: publicKey.pair }
  }
  if (!certificate) throw new Error('A merchant has a public key, certificates, or both')
  return certificate
}
