import type { JsonObject } from '../json'
import type { Account } from './account'
import { Refusal, wrongField } from './failure'
import {
  checkNotifyUrl,
  maybeText,
  needFen,
  needObject,
  needText,
  onlyKeys,
  readBodyOf,
} from './read-body'
import { readRfc3339 } from './time'

export interface CreateRequest {
  outTradeNo: string
  description: string
  /** In fen. */
  total: number
  openid: string
  attach: string | null
  notifyUrl: string
  expiresAt: number
  /** The bytes of the first request: a repeat must be identical. */
  bytes: string
}

const known = [
  'appid',
  'mchid',
  'description',
  'out_trade_no',
  'time_expire',
  'attach',
  'notify_url',
  'goods_tag',
  'support_fapiao',
  'amount',
  'payer',
  'detail',
  'scene_info',
  'settle_info',
]

const minute = 60_000
const day = 86_400_000

/** An expiry too near becomes a minute, one too far ninety days. */
function readExpiry(order: JsonObject, now: number): number {
  const given = maybeText(order, 'time_expire', { longest: 64 })
  if (given === null) return now + 7 * day
  const at = readRfc3339(given)
  if (at === null) throw wrongField('/time_expire', '应为带时区的rfc3339格式')
  if (at <= now) throw wrongField('/time_expire', '订单失效时间应晚于当前时间')
  return Math.min(Math.max(at, now + minute), now + 90 * day)
}

function checkMerchant(order: JsonObject, account: Account): void {
  if (needText(order, 'mchid', { longest: 32 }) !== account.mchid) {
    throw wrongField('/mchid', '商户号与签名的商户号不一致')
  }
  if (needText(order, 'appid', { longest: 32 }) !== account.appid) {
    throw new Refusal('APPID_MCHID_NOT_MATCH')
  }
}

function readPayer(order: JsonObject, account: Account): string {
  const payer = needObject(order, 'payer', ['openid'])
  const openid = needText(payer, 'openid', { at: '/payer', longest: 128 })
  if (!account.knowsOpenid(openid)) {
    throw wrongField('/payer/openid', '无效的openid')
  }
  return openid
}

function readTotal(order: JsonObject): number {
  const amount = needObject(order, 'amount', ['total', 'currency'])
  if ((amount['currency'] ?? 'CNY') !== 'CNY') throw wrongField('/amount/currency', '只支持CNY')
  return needFen(amount, 'total')
}

function checkScene(order: JsonObject): void {
  if (order['scene_info'] === undefined) return
  const scene = needObject(order, 'scene_info', ['payer_client_ip', 'device_id', 'store_info'])
  needText(scene, 'payer_client_ip', { at: '/scene_info', longest: 45 })
}

export function readCreate(body: Buffer, account: Account, now: number): CreateRequest {
  const order = readBodyOf(body)
  onlyKeys(order, known)
  checkMerchant(order, account)
  checkScene(order)
  return {
    description: needText(order, 'description', { longest: 127 }),
    outTradeNo: needText(order, 'out_trade_no', { longest: 32, form: /^[\w|*-]{6,32}$/ }),
    attach: maybeText(order, 'attach', { longest: 128 }),
    notifyUrl: checkNotifyUrl(needText(order, 'notify_url', { longest: 255 })),
    total: readTotal(order),
    openid: readPayer(order, account),
    expiresAt: readExpiry(order, now),
    bytes: body.toString('latin1'),
  }
}
