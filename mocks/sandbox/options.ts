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
  /** Given together with `checkout`: the phone is started, at the public address's own origin. */
  phonePort?: number
  /** What the chat of the official account offers. */
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
  /** Where WeChat Pay's notices go; without it each goes to its order's own address. */
  noticeUrl?: DeliveryTarget
  /** What the checkout signs notifications to the shop with: `whsec_…`, several with commas between. */
  notifySecret?: string
  /** Without it the panel does not offer to move new payments. */
  gatewaySwitch?: GatewaySwitch
  merchantName?: string
  /** Who has WeChat; the first holds the phone at the start. */
  payers?: Payer[]
  now?: () => number
  /** 1 is the real schedule of 2, 4, 8 … 65,536 s; 60 sixty times that; 0 waits for `flushWebhooks`. */
  webhookSpeed?: number
}
