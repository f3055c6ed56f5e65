import { wrong, type Finding } from '../../../config/mistakes/finding'
import { fetchCertificates } from '../../../gateways/wechatpay/connection/fetch-certificates'
import { openConnection } from '../../../gateways/wechatpay/connection/open-connection'
import type { Context } from '../context/context'
import { silentLog, standingClock } from './silent-log'

/** In ms. */
const patience = 4_000

/**
 * Checks the APIv3 key with the certificates that it encrypts. Newer merchants have none: there only a
 * webhook can prove the key.
 */
export async function checkApiV3Key({ config, now }: Context): Promise<Finding[]> {
  const { wechatpay } = config.gateways
  if (!wechatpay) return []
  const options = { ...wechatpay, certificates: [], clock: standingClock(now), log: silentLog }
  const { connection, close } = openConnection(options, patience)
  try {
    const signal = AbortSignal.timeout(patience)
    // The list is only decrypted here; its signer is not verified.
    const keyOf = (serial: string) =>
      serial === wechatpay.publicKey?.id ? wechatpay.publicKey.key : null
    const came = await fetchCertificates({ ...connection, keyOf }, wechatpay.apiV3Key, signal)
    if (came.kind !== 'failed' || came.code !== 'unopened') return []
    return [
      wrong(
        'wechatpay_api_v3_key_wrong',
        'WECHATPAY_API_V3_KEY does not decrypt WeChat Pay’s certificates, so it does not decrypt webhooks either.',
        'Set a new APIv3 key (APIv3密钥) at 微信支付商户平台 “账户中心” → “API安全”, and put it into WECHATPAY_API_V3_KEY.',
      ),
    ]
  } finally {
    await close()
  }
}
