import type { KeyObject } from 'node:crypto'
import { gatewayUrl } from './addresses'
import { privateKey, publicKey } from './variables/keys'
import { readAll, problem } from './variables/problem'
import { textOrFile } from './variables/text-or-file'
import { required, optional, type Environment } from './variables/variables'
import {
  checkedMchId,
  checkedSerial,
  checkedKeySize,
  checkedApiV3Key,
  checkedCertificates,
  checkedPublicKeyId,
  checkedPair,
} from './wechatpay-format'

export interface WechatpayConfig {
  /** Without a `/` at its end, like the next. */
  readonly baseUrl: string
  readonly backupUrl: string | null
  readonly mchId: string
  readonly certificateSerial: string
  readonly privateKey: KeyObject
  /** 32 bytes */
  readonly apiV3Key: Buffer
  /** WeChat Pay's public key; null: certificates only. */
  readonly publicKey: { readonly id: string; readonly key: KeyObject } | null
  /** WeChat Pay's certificates, PEM. */
  readonly certificates: readonly string[]
  /** Whether certificates are fetched in addition. */
  readonly fetchesCertificates: boolean
}

/** Read, but not checked against each other yet. */
type Own = Omit<WechatpayConfig, 'fetchesCertificates'> & {
  /** The merchant's own, PEM. */
  readonly certificate: string | undefined
}

export function wechatpay(env: Environment): WechatpayConfig {
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
  // Newer merchants have a public key, and no certificates to fetch.
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

/** If the merchant's own certificate is given, a serial or key of another one is found at the start. */
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
