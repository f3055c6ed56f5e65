import type { Clock } from '../clock'
import type { Faults } from '../faults'
import type { Charge } from './charge'
import type { KeyPair } from '../keys'

/** What Paymax knows of one merchant. */
export interface Account {
  app: string
  secretKey: string
  merchant: KeyPair
  paymax: KeyPair
  /** The official account the merchant's WeChat channels are bound to. */
  wechat: { appId: string; apiKey: string }
  knowsOpenid: (openid: string) => boolean
}

/** What the parts of the gateway share. */
export interface Desk {
  account: Account
  clock: Clock
  faults: Faults
  charges: Map<string, Charge>
  /** Milliseconds a refund takes; null waits for `finishRefunds`. */
  refundDelay: number | null
}

/** Openids of Paymax's own samples, so that its clients' examples run as they are. */
const sampleOpenids = new Set([
  'oOOL0wJzo5VudSPN-Lpzws1NZqiQ',
  'oOOL0jdyiLwslASo7UmSwrtOCW4k',
  'obc-jswk25IUGp3q8RPTYu083rmk',
])

export function isOpenid(account: Account, openid: unknown): boolean {
  if (typeof openid !== 'string') return false
  return sampleOpenids.has(openid) || account.knowsOpenid(openid)
}
