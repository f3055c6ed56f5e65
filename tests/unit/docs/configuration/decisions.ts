/** Configurations without a complaint, for each thing that a merchant may decide. */
import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import vectors from '../../../fixtures/paymax-vectors.json'

export type Environment = Readonly<Record<string, string | undefined>>

const project = new URL('../../../../', import.meta.url)

export const example: Environment = parseEnv(readFileSync(new URL('.env.example', project), 'utf8'))

const shop: Environment = {
  ...example,
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  SESSION_SECRET: 's'.repeat(32),
  MERCHANT_API_KEY: 'm'.repeat(16),
  MERCHANT_NAME: '测试商户',
}

/** The example with what it leaves to the merchant filled in: a configuration without a complaint. */
export const complete: Environment = {
  ...shop,
  PAYMAX_SECRET_KEY: vectors.secretKey,
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: vectors.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: vectors.paymaxPublicKey,
}

const atWechatpay: Environment = {
  ...shop,
  GATEWAY: 'wechatpay',
  WECHATPAY_MCH_ID: '1900000001',
  WECHATPAY_CERTIFICATE_SERIAL: 'A'.repeat(40),
  WECHATPAY_PRIVATE_KEY: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey,
  WECHATPAY_API_V3_KEY: 'k'.repeat(32),
}

/** What a merchant may decide for, by the setting that says so; each is complete. */
export const decisions: Readonly<Record<string, Environment>> = {
  'GATEWAY=paymax': complete,
  'GATEWAY=wechatpay': atWechatpay,
  NOTIFY_URL: {
    ...complete,
    NOTIFY_URL: 'https://shop.example.com/paid',
    NOTIFY_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
  },
}
