import type { GatewaySwitch } from './gateway-switch'
import type { DeliveryTarget } from './deliver'
import type { MenuEntry } from './phone/phone'
import type { Payer } from './wechat/payers'
import type { AccountOptions } from './wechatpay/open-account'

export interface SandboxOptions {
  host?: '127.0.0.1'
  wechatPort?: number
  paymaxPort?: number
  wechatpayPort?: number
  /** Together with `checkout`: starts the phone at the public address's own origin. */
  phonePort?: number
  /** The menu of the official account's chat. */
  menu?: MenuEntry[]
  checkout?: { publicUrl: string; backendUrl: string; pagesUrl?: string; merchantKey?: string }
  webhookUrl?: DeliveryTarget
  paymax?: {
    app?: string
    secretKey?: string
    /** PEM; generated otherwise. */
    merchantPrivateKey?: string
    paymaxPrivateKey?: string
    refundDelay?: number
  }
  wechatpay?: AccountOptions & { refundDelay?: number }
  /** Where WeChat Pay's webhooks go; without it each goes to its order's own address. */
  noticeUrl?: DeliveryTarget
  /** The checkout's secrets for notifications: `whsec_…`, separated by commas. */
  notifySecret?: string
  /** Without it the panel does not offer to switch gateways. */
  gatewaySwitch?: GatewaySwitch
  merchantName?: string
  /** The WeChat users; the first one uses the phone at the start. */
  payers?: Payer[]
  now?: () => number
  /** 1 is the real schedule of 2, 4, 8 … 65,536 s; 60 is sixty times as fast; 0 waits for `flushWebhooks`. */
  webhookSpeed?: number
}
