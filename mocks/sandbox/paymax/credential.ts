import { createHash } from 'node:crypto'
import type { JsonObject } from '../json'
import { randomHex } from '../random'

/** WeChat Pay v2: sorted `key=value` pairs, then the merchant's API key. */
export function paySign(params: Record<string, string>, apiKey: string): string {
  const pairs = Object.keys(params)
    .filter((name) => name !== 'paySign')
    .sort()
    .map((name) => `${name}=${params[name] ?? ''}`)
  return createHash('md5')
    .update(`${pairs.join('&')}&key=${apiKey}`)
    .digest('hex')
    .toUpperCase()
}

function jsApiParams(prepayId: string, appId: string, apiKey: string, now: number): string {
  const params = {
    appId,
    timeStamp: String(Math.floor(now / 1000)),
    nonceStr: randomHex(32),
    package: `prepay_id=${prepayId}`,
    signType: 'MD5',
  }
  return JSON.stringify({ ...params, paySign: paySign(params, apiKey) })
}

export function credentialFor(
  channel: string,
  prepayId: string,
  wechat: { appId: string; apiKey: string },
  now: number,
): JsonObject {
  switch (channel) {
    case 'wechat_wap':
      return {
        wechat_wap: { jsApiParams: jsApiParams(prepayId, wechat.appId, wechat.apiKey, now) },
      }
    case 'wechat_csb':
      return { wechat_csb: { qrCode: `weixin://wxpay/bizpayurl?pr=${prepayId.slice(-8)}` } }
    default:
      return { [channel]: { orderInfo: `sandbox=${prepayId}` } }
  }
}
