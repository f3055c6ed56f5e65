import type { Account } from './account'

/** The backend's variables for this gateway. */
export function environmentOf(account: Account, baseUrl: string): Record<string, string> {
  const { publicKey, certificate } = account
  return {
    WECHATPAY_MCH_ID: account.mchid,
    WECHATPAY_CERTIFICATE_SERIAL: account.serial,
    WECHATPAY_PRIVATE_KEY: account.merchant.privateKey,
    WECHATPAY_API_V3_KEY: account.apiV3Key,
    ...(publicKey && {
      WECHATPAY_PUBLIC_KEY_ID: publicKey.id,
      WECHATPAY_PUBLIC_KEY: publicKey.pair.publicKey,
    }),
    ...(certificate && { WECHATPAY_PLATFORM_CERTIFICATES: certificate.pem }),
    WECHATPAY_BASE_URL: baseUrl,
  }
}
