import type { JsonObject } from '../json'
import { isObject, parseObject } from '../json'
import { Refusal, wrongField } from './failure'

/** Reads a body as strictly as WeChat Pay may: no unknown key, no null, no four-byte character. */
export function readBodyOf(body: Buffer): JsonObject {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let read: string
  try {
    read = text.decode(body)
  } catch {
    throw new Refusal('PARAM_ERROR', '请求体不是有效的UTF-8')
  }
  const value = parseObject(read)
  if (!value) throw new Refusal('PARAM_ERROR', '请求体不是有效的JSON')
  checkValues(value, '')
  return value
}

function checkValues(value: unknown, at: string): void {
  if (value === null) throw wrongField(at, '不能为null')
  if (typeof value === 'string' && /[\u{10000}-\u{10FFFF}]/u.test(value)) {
    throw wrongField(at, '含有超过三个字节的字符')
  }
  if (Array.isArray(value)) value.forEach((one, index) => checkValues(one, `${at}/${index}`))
  if (isObject(value)) {
    for (const [name, one] of Object.entries(value)) checkValues(one, `${at}/${name}`)
  }
}

/** Every key must be one of these. */
export function onlyKeys(source: JsonObject, known: readonly string[], at = ''): void {
  const stranger = Object.keys(source).find((name) => !known.includes(name))
  if (stranger === undefined) return
  const field = `${at}/${stranger}`
  throw new Refusal(
    'PARAM_ERROR',
    '未知参数',
    { field, issue: '未知参数', location: 'body' },
    270_924_358,
  )
}

interface Limits {
  at?: string
  longest: number
  form?: RegExp
}

export function needText(source: JsonObject, name: string, limits: Limits): string {
  const value = maybeText(source, name, limits)
  if (value === null || value === '') throw wrongField(`${limits.at ?? ''}/${name}`, '不能为空')
  return value
}

export function maybeText(source: JsonObject, name: string, limits: Limits): string | null {
  const value = source[name]
  if (value === undefined) return null
  const field = `${limits.at ?? ''}/${name}`
  if (typeof value !== 'string') throw wrongField(field, '应为字符串')
  if (value.length > limits.longest) throw wrongField(field, `长度不能超过${limits.longest}`)
  if (limits.form && !limits.form.test(value)) throw wrongField(field, '格式不正确')
  return value
}

/** In fen, at least one. */
export function needFen(source: JsonObject, name: string): number {
  const value = source[name]
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1) {
    throw wrongField(`/amount/${name}`, '应为大于0的整数')
  }
  return value
}

export function needObject(source: JsonObject, name: string, known: readonly string[]): JsonObject {
  const value = source[name]
  if (!isObject(value)) throw wrongField(`/${name}`, '不能为空')
  onlyKeys(value, known, `/${name}`)
  return value
}

/** Public and without a query; plain HTTP only for loopback, where the sandbox runs. */
export function checkNotifyUrl(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  const loopback = url?.hostname === '127.0.0.1' || url?.hostname === 'localhost'
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback)
  if (!url || !safe || address.includes('?') || address.includes('#')) {
    throw wrongField('/notify_url', '通知地址应为不带参数的https地址')
  }
  return address
}
