import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../server/config/config'
import paymax from '../../fixtures/paymax-vectors.json'
import { vectors } from './vectors'

const shop = {
  PUBLIC_URL: 'https://pay.example.com/pay/',
  WECHAT_APP_ID: 'wx2421b1c4370ec43b',
  WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
  SESSION_SECRET: 's'.repeat(32),
  MERCHANT_API_KEY: 'm'.repeat(16),
  MERCHANT_NAME: '测试商户',
}
const ofPaymax = {
  PAYMAX_SECRET_KEY: paymax.secretKey,
  PAYMAX_APP: 'app_49b0f1dd741646d2b277524de2785836',
  PAYMAX_PRIVATE_KEY: paymax.merchantPrivateKey,
  PAYMAX_PUBLIC_KEY: paymax.paymaxPublicKey,
}
const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})
const ofWechatPay = {
  WECHATPAY_MCH_ID: vectors.merchant.mchid,
  WECHATPAY_CERTIFICATE_SERIAL: 'A'.repeat(40),
  WECHATPAY_PRIVATE_KEY: privateKey,
  WECHATPAY_API_V3_KEY: 'k'.repeat(32),
}
const itsPublicKey = {
  WECHATPAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0119000000010000000000',
  WECHATPAY_PUBLIC_KEY: publicKey,
}

type Environment = Readonly<Record<string, string>>

function problemsOf(env: Environment): string[] {
  try {
    readConfig({ ...shop, ...env })
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((line) => line.split(':')[0] ?? '')
  }
}

const gatewaysOf = (env: Environment) => readConfig({ ...shop, ...env }).gateways

describe('the gateway of new charges', () => {
  it('is Paymax where nothing else is said, and WeChat Pay may be left out', () => {
    const { current, paymax: one, wechatpay } = gatewaysOf(ofPaymax)
    expect(current).toBe('paymax')
    expect([one === null, wechatpay === null]).toEqual([false, true])
  })

  it('may be WeChat Pay, and Paymax left out', () => {
    const chosen = gatewaysOf({ GATEWAY: 'wechatpay', ...ofWechatPay, ...itsPublicKey })
    expect(chosen).toMatchObject({
      current: 'wechatpay',
      paymax: null,
      wechatpay: {
        baseUrl: 'https://api.mch.weixin.qq.com',
        backupUrl: null,
        mchId: vectors.merchant.mchid,
        fetchesCertificates: false,
      },
    })
  })

  it('leaves the other one alive for what it began', () => {
    const both = { GATEWAY: 'wechatpay', ...ofPaymax, ...ofWechatPay }
    expect(gatewaysOf(both).paymax?.app).toBe(ofPaymax.PAYMAX_APP)
  })

  it('is one of the two', () => {
    expect(problemsOf({ ...ofPaymax, GATEWAY: 'alipay' })).toEqual(['GATEWAY'])
  })
})

describe('half of a gateway', () => {
  it('is an error, though the other one is chosen', () => {
    const { WECHATPAY_MCH_ID } = ofWechatPay
    expect(problemsOf({ ...ofPaymax, WECHATPAY_MCH_ID })).toEqual([
      'WECHATPAY_CERTIFICATE_SERIAL',
      'WECHATPAY_PRIVATE_KEY',
      'WECHATPAY_API_V3_KEY',
    ])
    const { PAYMAX_APP } = ofPaymax
    expect(problemsOf({ GATEWAY: 'wechatpay', ...ofWechatPay, PAYMAX_APP })).toEqual([
      'PAYMAX_SECRET_KEY',
      'PAYMAX_PRIVATE_KEY',
      'PAYMAX_PUBLIC_KEY',
    ])
  })

  it('is not its address alone', () => {
    const WECHATPAY_BASE_URL = 'https://api2.mch.weixin.qq.com'
    expect(problemsOf({ ...ofPaymax, WECHATPAY_BASE_URL })).toEqual([])
  })
})

describe('what verifies WeChat Pay’s answers', () => {
  const chosen = { GATEWAY: 'wechatpay', ...ofWechatPay }

  it('is fetched where nothing is given', () => {
    expect(gatewaysOf(chosen).wechatpay).toMatchObject({
      publicKey: null,
      certificates: [],
      fetchesCertificates: true,
    })
  })

  it('is a public key with its id, and neither without the other', () => {
    const { WECHATPAY_PUBLIC_KEY_ID, WECHATPAY_PUBLIC_KEY } = itsPublicKey
    expect(problemsOf({ ...chosen, WECHATPAY_PUBLIC_KEY_ID })).toEqual(['WECHATPAY_PUBLIC_KEY'])
    expect(problemsOf({ ...chosen, WECHATPAY_PUBLIC_KEY })).toEqual(['WECHATPAY_PUBLIC_KEY_ID'])
  })

  it.each([
    ['WECHATPAY_MCH_ID', 'mch'],
    ['WECHATPAY_CERTIFICATE_SERIAL', 'A'.repeat(39)],
    ['WECHATPAY_PRIVATE_KEY', paymax.merchantPrivateKey.slice(0, 40)],
    ['WECHATPAY_API_V3_KEY', 'k'.repeat(31)],
    ['WECHATPAY_PLATFORM_CERTIFICATES', 'none'],
    ['WECHATPAY_BASE_URL', 'http://api.mch.weixin.qq.com'],
    ['WECHATPAY_BACKUP_URL', 'api2.mch.weixin.qq.com'],
    ['WECHATPAY_CERTIFICATE', 'none'],
  ])('%s is refused where it has not the form', (name, value) => {
    expect(problemsOf({ ...chosen, [name]: value })).toEqual([name])
  })
})
