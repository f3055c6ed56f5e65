/** Our own protocol modules as a client of the sandbox's WeChat Pay. */
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Connection } from '../../../server/gateways/wechatpay/connection/transport'
import { readWebhook } from '../../../server/gateways/wechatpay/webhook'
import { createHttpClient } from '../../../server/runtime/http-client'
import { lowerCase } from '../wechatpay/vectors'
import type { HeardNotice } from './plugin-client'
import type { Shop } from './shop'

/** What a merchant holds of WeChat Pay's keys: its public key, and the certificates that were listed. */
function keyOfIn({ wechatpay: { account } }: Shop): (serial: string) => KeyObject | null {
  const { publicKey, certificate } = account
  return (serial) => {
    if (serial === publicKey?.id) return createPublicKey(publicKey.pair.publicKey)
    const isListed = serial === certificate?.serial
    return isListed ? new X509Certificate(certificate.pem).publicKey : null
  }
}

export function ownLine(
  shop: Shop,
  wanted: string | null,
): { line: Connection; end: () => unknown } {
  const { wechatpay, mchid, now } = shop
  const { serial, merchant } = wechatpay.account
  const connections = createHttpClient({})
  const silent = () => undefined
  const line: Connection = {
    baseUrl: wechatpay.baseUrl,
    backupUrl: null,
    merchant: {
      mchId: mchid,
      certificateSerial: serial,
      privateKey: createPrivateKey(merchant.privateKey),
    },
    wantedSerial: () => wanted,
    outages: { warn: silent },
    signErrors: silent,
    keyOf: keyOfIn(shop),
    connections,
    log: { info: silent, warn: silent, error: silent },
    now,
  }
  return { line, end: () => connections.close() }
}

/** What the backend makes of a notice. */
export function readNotice(shop: Shop, { body, headers }: HeardNotice) {
  const { apiV3Key, appid } = shop.wechatpay.account
  return readWebhook(Buffer.from(body), lowerCase(headers), {
    ...{ keyOf: keyOfIn(shop), now: shop.now(), mchId: shop.mchid, appId: appid },
    apiV3Key: Buffer.from(apiV3Key),
  })
}
