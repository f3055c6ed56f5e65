import type { Terms } from '../payments/core/deps'
import type { Config } from './config'

/** What the payment rules need of the configuration. Durations in ms. */
export function termsOf({ gateways, wechat, charge }: Config): Terms {
  return {
    gateway: gateways.current,
    appId: wechat.appId,
    chargeTtl: charge.ttl,
    chargeReuse: charge.reuse,
    chargeGrace: charge.grace,
  }
}
