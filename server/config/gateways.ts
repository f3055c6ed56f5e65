/** The gateways: where new charges are made, and what each needs. All of one gateway's variables, or none. */
import type { KeyObject } from 'node:crypto'
import type { GatewayName } from '../payments/core/records'
import { gatewayUrl } from './addresses'
import { privateKey, publicKey } from './keys'
import { problem, readAll } from './problem'
import { textOrFile } from './text-or-file'
import { oneOf, optional, required, token, type Environment } from './variables'
import {
  checkedApiV3Key,
  checkedCertificates,
  checkedKeySize,
  checkedMchId,
  checkedPair,
  checkedPublicKeyId,
  checkedSerial,
} from './wechatpay-form'

export interface PaymaxConfig {
  /** Without a `/` at its end. */
  readonly baseUrl: string
  readonly secretKey: string
  readonly app: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

export interface WechatpayConfig {
  /** Without a `/` at its end, like the next. */
  readonly baseUrl: string
  readonly backupUrl: string | null
  readonly mchId: string
  readonly certificateSerial: string
  readonly privateKey: KeyObject
  /** 32 bytes */
  readonly apiV3Key: Buffer
  /** WeChat Pay's own; null: certificates alone. */
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null
  /** WeChat Pay's certificates, PEM. */
  readonly certificates: readonly string[]
  /** Whether certificates are fetched beside those. */
  readonly fetchesCertificates: boolean
}

export interface Gateways {
  /** Where new charges are made. */
  readonly current: GatewayName
  /** null: nothing of it is configured. */
  readonly paymax: PaymaxConfig | null
  readonly wechatpay: WechatpayConfig | null
}

/** One of these, and a gateway is meant to be used; addresses alone mean nothing. */
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

/** @throws ConfigError that names what is missing or wrong of the gateway chosen, and of one that is half there */
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

function paymax(env: Environment): PaymaxConfig {
  return readAll<PaymaxConfig>({
    baseUrl: () => gatewayUrl(env, 'PAYMAX_BASE_URL', 'https://www.paymax.cc/merchant-api'),
    secretKey: () => token(env, 'PAYMAX_SECRET_KEY', 'Set the secret key of Paymax’s console.'),
    app: () => token(env, 'PAYMAX_APP', 'Set the app key of Paymax’s console, app_….'),
    privateKey: () => privateKey(env, 'PAYMAX_PRIVATE_KEY'),
    publicKey: () => publicKey(env, 'PAYMAX_PUBLIC_KEY'),
  })
}

/** Read, and not yet held against one another. */
type Own = Omit<WechatpayConfig, 'fetchesCertificates'> & {
  /** The merchant's own, PEM. */
  readonly certificate: string | undefined
}

function wechatpay(env: Environment): WechatpayConfig {
  const named = <T>(name: string, mend: string, check: (name: string, value: string) => T) =>
    check(name, required(env, name, mend))
  const { certificate, ...config } = readAll<Own>({
    certificate: () => textOrFile(env, 'WECHATPAY_CERTIFICATE'),
    baseUrl: () => gatewayUrl(env, 'WECHATPAY_BASE_URL', 'https://api.mch.weixin.qq.com'),
    backupUrl: () =>
      optional(env, 'WECHATPAY_BACKUP_URL') ? gatewayUrl(env, 'WECHATPAY_BACKUP_URL', '') : null,
    mchId: () => named('WECHATPAY_MCH_ID', 'Set the merchant number (商户号).', checkedMchId),
    certificateSerial: () =>
      named(
        'WECHATPAY_CERTIFICATE_SERIAL',
        'Set the serial of the API certificate (证书序列号).',
        checkedSerial,
      ),
    privateKey: () =>
      checkedKeySize('WECHATPAY_PRIVATE_KEY', privateKey(env, 'WECHATPAY_PRIVATE_KEY')),
    apiV3Key: () =>
      named('WECHATPAY_API_V3_KEY', 'Set the APIv3 key (APIv3密钥).', checkedApiV3Key),
    publicKey: () => wechatpayPublicKey(env),
    certificates: () => {
      const pems = textOrFile(env, 'WECHATPAY_PLATFORM_CERTIFICATES')
      return pems === undefined ? [] : checkedCertificates('WECHATPAY_PLATFORM_CERTIFICATES', pems)
    },
  })
  checkPair({ ...config, certificate })
  // Newer merchants have a public key, and no certificates that could be fetched.
  return {
    ...config,
    fetchesCertificates: config.publicKey === null || config.certificates.length > 0,
  }
}

function wechatpayPublicKey(env: Environment): WechatpayConfig['publicKey'] {
  const [id, key] = ['WECHATPAY_PUBLIC_KEY_ID', 'WECHATPAY_PUBLIC_KEY'] as const
  const isGiven = optional(env, key) ?? optional(env, `${key}_FILE`)
  if (!optional(env, id)) {
    if (!isGiven) return null
    throw problem(id, `missing. ${key} is set: set its id too, PUB_KEY_ID_….`)
  }
  return {
    id: checkedPublicKeyId(id, required(env, id, '')),
    key: checkedKeySize(key, publicKey(env, key)),
  }
}

/** Where the merchant's own certificate is at hand, a serial or a key of another one is found at the start. */
function checkPair({ certificateSerial: serial, privateKey: key, certificate }: Own): void {
  if (certificate === undefined) return
  const names = {
    serial: 'WECHATPAY_CERTIFICATE_SERIAL',
    certificate: 'WECHATPAY_CERTIFICATE',
    privateKey: 'WECHATPAY_PRIVATE_KEY',
  }
  const pem = certificate.replaceAll('\\n', '\n')
  checkedPair(names, { serial, certificate: pem, privateKey: key })
}
