import type { JsonObject } from '../json'
import { isObject, textField } from '../json'
import { illegal } from './failure'
import { readYuan } from './money'

export interface CreateRequest {
  orderNo: string
  amount: number
  subject: string
  body: string
  channel: string
  app: string
  clientIp: string
  description: string | null
  expiresAt: number
  extra: JsonObject
  metadata: JsonObject
}

/** Longest subject in bytes, and the extras each channel must have. */
const channels: Readonly<Record<string, { subject: number; extra: string[] }>> = {
  wechat_wap: { subject: 128, extra: ['open_id'] },
  wechat_csb: { subject: 128, extra: [] },
  wechat_app: { subject: 128, extra: [] },
  alipay_app: { subject: 256, extra: [] },
  alipay_csb: { subject: 128, extra: [] },
  alipay_web: { subject: 256, extra: ['return_url'] },
  apple_pay_app: { subject: 128, extra: [] },
  lakala_web: { subject: 60, extra: ['user_id', 'return_url'] },
  lakala_web_fast: { subject: 60, extra: ['user_id', 'return_url'] },
  lakala_app: { subject: 60, extra: ['user_id'] },
  lakala_h5: { subject: 60, extra: ['user_id', 'return_url', 'show_url'] },
}

const hour = 3_600_000
const shortestLife = 180_000

function readOrderNo(order: JsonObject, channel: string): string {
  const orderNo = textField(order, 'order_no')
  // Paymax's own samples for other channels break its rule with `-` and `_`; official-account
  // payment, the one we build on, is held to the letter.
  const allowed = channel === 'wechat_wap' ? /^[A-Za-z0-9]{1,64}$/ : /^[A-Za-z0-9_-]{1,64}$/
  if (!allowed.test(orderNo)) throw illegal('order_no 参数格式不正确！')
  return orderNo
}

function readAmount(order: JsonObject): number {
  const given = order['amount']
  if (given === undefined || given === null || given === '') throw illegal('amount 不能为空 ！')
  const amount = readYuan(given)
  if (!amount) throw illegal('amount 参数格式不正确,请使用大于0的数字！')
  return amount
}

function readSubject(order: JsonObject, longest: number): string {
  const subject = textField(order, 'subject')
  if (!subject.trim()) throw illegal('subject 不能为空')
  if (Buffer.byteLength(subject) > longest) throw illegal('subject 参数格式不正确,长度超长')
  return subject
}

function readText(order: JsonObject): string {
  const body = textField(order, 'body')
  if (!body.trim()) throw illegal('body不能为空')
  if (body.length > 128) throw illegal('body 参数格式不正确,长度不能超过128位！')
  return body
}

const ipv4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/

function readClientIp(order: JsonObject): string {
  const clientIp = textField(order, 'client_ip')
  if (!ipv4.test(clientIp)) throw illegal('client ip 参数格式不正确！')
  return clientIp
}

function readExpiry(order: JsonObject, channel: string, now: number): number {
  const given = order['time_expire']
  if (given === undefined || given === null) return now + hour
  const text = typeof given === 'number' || typeof given === 'string' ? String(given) : ''
  const earliest = channel === 'wechat_wap' ? now + shortestLife : now
  if (!/^\d{13}$/.test(text) || Number(text) < earliest) {
    throw illegal('time_expire，时间格式不正确。需要提供13位Unix时间戳（毫秒）')
  }
  return Number(text)
}

function readMap(order: JsonObject, name: string): JsonObject {
  const value = order[name]
  if (value === undefined || value === null) return {}
  // PHP writes an empty map as an empty list.
  if (Array.isArray(value) && value.length === 0) return {}
  if (!isObject(value)) throw illegal(`${name} 参数格式不正确！`)
  return value
}

export function readCreate(order: JsonObject, now: number): CreateRequest {
  const channel = textField(order, 'channel')
  const rules = channels[channel]
  const orderNo = readOrderNo(order, channel)
  const amount = readAmount(order)
  const subject = readSubject(order, rules?.subject ?? 256)
  const body = readText(order)
  if (!rules) throw illegal('channel 参数格式不正确！')
  const app = textField(order, 'app')
  if (!app) throw illegal('app 参数格式不正确！')
  const clientIp = readClientIp(order)
  const expiresAt = readExpiry(order, channel, now)
  const description = textField(order, 'description') || null
  if (description && description.length > 300) throw illegal('description 参数格式不正确,长度超长')
  const currency = order['currency'] ?? 'cny'
  if (typeof currency !== 'string' || currency.toLowerCase() !== 'cny') {
    throw illegal('currency 参数格式不正确！')
  }
  const extra = readMap(order, 'extra')
  for (const name of rules.extra) {
    if (!textField(extra, name)) throw illegal(`缺少附加参数${name}`)
  }
  const metadata = readMap(order, 'metadata')
  return {
    orderNo,
    amount,
    subject,
    body,
    channel,
    app,
    clientIp,
    description,
    expiresAt,
    extra,
    metadata,
  }
}
