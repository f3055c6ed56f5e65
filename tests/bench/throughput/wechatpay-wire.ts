/** WeChat Pay's words as the stand-in and the driver write them: signed, and where it tells of money sealed. */
import { createCipheriv, createPrivateKey, randomBytes, sign } from 'node:crypto'
import type { World } from './world'

export interface WantedOrder {
  readonly outTradeNo: string
  /** fen */
  readonly total: number
  readonly openid: string
}

export function orderOnWire({ wechatpay }: World, order: WantedOrder, now: number) {
  return {
    appid: wechatpay.appId,
    mchid: wechatpay.mchId,
    out_trade_no: order.outTradeNo,
    transaction_id: `4200${String(now)}${order.outTradeNo.slice(0, 12)}`,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    success_time: beijing(now),
    payer: { openid: order.openid },
    amount: { total: order.total, payer_total: order.total, currency: 'CNY' },
  }
}

const beijing = (at: number) => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`

/** The notice that an order was paid. */
export function noticeOnWire(world: World, order: WantedOrder): string {
  const now = Date.now()
  const nonce = randomBytes(6).toString('hex')
  const key = Buffer.from(world.wechatpay.apiV3Key)
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from(nonce))
  cipher.setAAD(Buffer.from('transaction'))
  const plain = JSON.stringify(orderOnWire(world, order, now))
  const sealed = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return JSON.stringify({
    id: `evt_${order.outTradeNo}`,
    create_time: beijing(now),
    resource_type: 'encrypt-resource',
    event_type: 'TRANSACTION.SUCCESS',
    summary: '支付成功',
    resource: {
      original_type: 'transaction',
      algorithm: 'AEAD_AES_256_GCM',
      ciphertext: sealed.toString('base64'),
      associated_data: 'transaction',
      nonce,
    },
  })
}

/** @returns what vouches for a body of WeChat Pay's, as headers */
export function createVouch({ paymaxPrivateKey, wechatpay }: World) {
  const key = createPrivateKey(paymaxPrivateKey)
  return (body: string) =>
    new Promise<Record<string, string>>((resolve, reject) => {
      const timestamp = String(Math.floor(Date.now() / 1_000))
      const nonce = randomBytes(16).toString('hex')
      const text = Buffer.from(`${timestamp}\n${nonce}\n${body}\n`)
      sign('RSA-SHA256', text, key, (error, signature) => {
        if (error) return reject(error)
        resolve({
          'Wechatpay-Timestamp': timestamp,
          'Wechatpay-Nonce': nonce,
          'Wechatpay-Signature': signature.toString('base64'),
          'Wechatpay-Serial': wechatpay.publicKeyId,
          'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
        })
      })
    })
}
