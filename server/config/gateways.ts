/**
 * The gateways: which one makes new charges, and each one's settings. Either all of a gateway's variables are
 * set, or none.
 */
import type { GatewayName } from '../payments/core/records'
import { readAll } from './variables/problem'
import { oneOf, optional, type Environment } from './variables/variables'
import { paymax, type PaymaxConfig } from './paymax'
import { wechatpay, type WechatpayConfig } from './wechatpay'

export interface Gateways {
  /** Where new charges are made. */
  readonly current: GatewayName
  /** null: not configured at all. */
  readonly paymax: PaymaxConfig | null
  readonly wechatpay: WechatpayConfig | null
}

/** A gateway counts as intended if one of these is set; an address alone does not count. */
const ofItsOwn = {
  paymax: [
    'PAYMAX_SECRET_KEY',
    'PAYMAX_APP',
    'PAYMAX_PRIVATE_KEY',
    'PAYMAX_PRIVATE_KEY_FILE',
    'PAYMAX_PUBLIC_KEY',
    'PAYMAX_PUBLIC_KEY_FILE',
  ],
  wechatpay: [
    'WECHATPAY_MCH_ID',
    'WECHATPAY_CERTIFICATE_SERIAL',
    'WECHATPAY_PRIVATE_KEY',
    'WECHATPAY_PRIVATE_KEY_FILE',
    'WECHATPAY_API_V3_KEY',
    'WECHATPAY_PUBLIC_KEY_ID',
    'WECHATPAY_PUBLIC_KEY',
    'WECHATPAY_PUBLIC_KEY_FILE',
    'WECHATPAY_PLATFORM_CERTIFICATES',
    'WECHATPAY_PLATFORM_CERTIFICATES_FILE',
  ],
} as const satisfies Record<GatewayName, readonly string[]>

/**
 * @throws ConfigError that names what is missing or wrong of the chosen gateway, and of one that is
 *   configured in part
 */
export function gateways(env: Environment): Gateways {
  const current = oneOf(env, 'GATEWAY', ['paymax', 'wechatpay'], 'paymax')
  const isConfigured = (name: GatewayName) => name === current || isBegun(env, name)
  return {
    current,
    ...readAll<Omit<Gateways, 'current'>>({
      paymax: () => (isConfigured('paymax') ? paymax(env) : null),
      wechatpay: () => (isConfigured('wechatpay') ? wechatpay(env) : null),
    }),
  }
}

function isBegun(env: Environment, name: GatewayName): boolean {
  return ofItsOwn[name].some((one) => optional(env, one) !== undefined)
}
