import { makeCertificate } from '../../../mocks/sandbox/wechatpay/certificate'
import { keyPairFor } from '../../../mocks/sandbox/keys'
import { findMistakes } from '../../../server/config/mistakes/find-mistakes'
import { type FindingName } from '../../../server/config/mistakes/finding-names'
import { mistakesInKeyFiles } from '../../../server/config/mistakes/exposed-key-files'
import { readConfigInput } from '../../../server/config/mistakes/read-config-input'
import { refusedVariables } from '../../../server/config/mistakes/variables'

export type Environment = Readonly<Record<string, string>>

export const day = 86_400_000

export const now = Date.parse('2026-11-01T00:00:00Z')

export const merchant = keyPairFor('merchant')

export const paymax = keyPairFor('paymax')

export const wechatpayMerchant = keyPairFor('wechatpay_merchant')

export const wechatpay = keyPairFor('wechatpay')

const serial = '4'.repeat(40)

export const otherSerial = '5'.repeat(40)

export const certificate = (ends: number, named = otherSerial) =>
  makeCertificate(keyPairFor('wechatpay_platform'), named, now - 400 * day, ends)

/** The merchant's own, of the serial that is set. */
export const ownCertificate = (ends: number) =>
  makeCertificate(wechatpayMerchant, serial, now - 400 * day, ends)

export const shared: Environment = {
  PUBLIC_URL: 'https://pay.camellia.cn/pay/',
  WECHAT_APP_ID: 'wx5a7d0c1e9b3f2468',
  WECHAT_APP_SECRET: '8b1a9953c4611296a827abf8c47804d7',
  SESSION_SECRET: 'c1d9f04b7a6e8235c1f7d9e04a5b6c28',
  MERCHANT_API_KEY: '7e240de74fb1ed08fa08d38063f6a6a9',
  MERCHANT_NAME: '山茶咖啡',
  TRUST_PROXY: 'loopback',
  DATA_DIR: '/var/lib/checkout',
  NODE_ENV: 'production',
  PATH: '/usr/bin',
}

export const ofPaymax: Environment = {
  PAYMAX_SECRET_KEY: '5f2c9d0e7b8a41639e0d7c5b4a392817',
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: merchant.privateKey,
  PAYMAX_PUBLIC_KEY: paymax.publicKey,
}

export const ofWechatpay: Environment = {
  WECHATPAY_MCH_ID: '1900000109',
  WECHATPAY_CERTIFICATE_SERIAL: serial,
  WECHATPAY_PRIVATE_KEY: wechatpayMerchant.privateKey,
  WECHATPAY_API_V3_KEY: '6c8f13be0a27d594b1e0c7f2a3d84569',
  WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000001092026',
  WECHATPAY_PUBLIC_KEY: wechatpay.publicKey,
  WECHATPAY_PLATFORM_CERTIFICATES: certificate(now + day),
}

export const right = { ...shared, ...ofPaymax, ...ofWechatpay }

export function namesFound(env: Environment, paths: readonly string[] = []): FindingName[] {
  const told = readConfigInput(env, paths, now)
  const found = [...refusedVariables(told), ...findMistakes(told), ...mistakesInKeyFiles(told)]
  return [...new Set(found.map(({ name }) => name))]
}
