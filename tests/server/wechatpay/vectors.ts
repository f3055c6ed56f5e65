/** The vectors that four independent clients and OpenSSL agree with. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import vectors from '../../fixtures/wechatpay-v3-vectors.json' with { type: 'json' }

export { vectors }
export const now = vectors.now * 1000
export const { mchid: mchId, appid: appId } = vectors.merchant
export const apiV3Key = Buffer.from(vectors.merchant.apiV3Key)
export const merchant = {
  mchId,
  certificateSerial: vectors.merchant.serial,
  privateKey: createPrivateKey(vectors.merchant.privateKey),
}

const { A, B } = vectors.wechatPay.platformCertificates
const keys = new Map(
  [
    [vectors.wechatPay.publicKeyId, vectors.wechatPay.publicKey] as const,
    [A.serial, A.publicKey] as const,
    [B.serial, B.publicKey] as const,
  ].map(([serial, pem]) => [serial, createPublicKey(pem)]),
)
export const keyOf = (serial: string) => keys.get(serial) ?? null

/** As Node.js gives them. */
export function lowerCase(headers: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}
