import type { Faults } from '../faults'
import type { JsonObject } from '../json'
import { isObject, textField } from '../json'
import type { Payer } from '../wechat/payers'
import type { Payable, Till } from './payable-gateway'

/** What native WeChat does when a page requests the sheet. */
export type Opening =
  | { kind: 'sheet'; prepayId: string; amount: number; subject: string; early: JsonObject | null }
  | { kind: 'alert'; text: string; answer: JsonObject }
  | { kind: 'answer'; answer: JsonObject }

export interface SheetDesk {
  appId: string
  /** 支付授权目录 */
  directory: string
  faults: Faults
  paymax: Till
  wechatpay: Till
}

export interface SheetRequest {
  params: unknown
  /** Where the page is now, and the document it was last really loaded from. */
  url: string
  landing: string
}

const ok = 'get_brand_wcpay_request:ok'
const cancel = 'get_brand_wcpay_request:cancel'
const fail = 'get_brand_wcpay_request:fail'

/** Answers without a sheet. */
const instead: Readonly<Record<string, JsonObject>> = {
  'system:access_denied': { err_msg: 'system:access_denied' },
  'access_control:not_allowed': { err_msg: 'access_control:not_allowed' },
  fail_with_description: { err_msg: fail, err_desc: '该订单已过期，请重新下单', err_code: '1' },
  'getBrandWCPayRequest:fail_nosupport': { err_msg: 'getBrandWCPayRequest:fail_nosupport' },
  'getBrandWCPayRequest:fail_no permission to execute': {
    err_msg: 'getBrandWCPayRequest:fail_no permission to execute',
  },
}

const byPlatform: Readonly<Record<string, JsonObject>> = {
  desktop: { err_msg: fail, err_desc: '当前系统暂不支持此操作' },
  wxwork: { err_msg: 'getBrandWCPayRequest:fail_nopermission' },
}

const names = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign']

function refuse(text: string): Opening {
  return { kind: 'alert', text, answer: { err_msg: fail, err_desc: text } }
}

function directoryOf(address: string): string {
  const { origin, pathname } = new URL(address)
  return origin + pathname.slice(0, pathname.lastIndexOf('/') + 1)
}

function readParams(given: unknown, platform: string): Record<string, string> | string {
  // A JSON string looks right but is not an object.
  if (!isObject(given)) return '调用支付JSAPI缺少参数：appId'
  for (const name of names) {
    const value = given[name]
    const lenient = platform === 'android' && name === 'timeStamp' && typeof value === 'number'
    if (!lenient && (typeof value !== 'string' || value === '')) {
      return `调用支付JSAPI缺少参数：${name}`
    }
  }
  return Object.fromEntries(names.map((name) => [name, String(given[name])]))
}

function earlyAnswer(answer: string): JsonObject | null {
  return answer === 'pre_verify_jsapi:ok' ? { err_msg: answer } : null
}

const unpayable: Readonly<Record<string, string>> = {
  wrong_payer: '下单账号与支付账号不一致，请核实后再支付',
  expired: '该订单已过期，请重新下单',
  closed: '该订单已关闭，请重新下单',
  already_paid: '该订单已支付',
}

/** The prepay id in the page's parameters; empty where there is none. */
export function prepayAsked(params: unknown): string {
  const given = isObject(params) ? textField(params, 'package') : ''
  return /^prepay_id=(.+)$/.exec(given)?.[1] ?? ''
}

/** Whose charge it is. */
export function payableOf({ paymax, wechatpay }: SheetDesk, prepayId: string): Payable | undefined {
  return paymax.find(prepayId) ?? wechatpay.find(prepayId)
}

export function openSheet(desk: SheetDesk, payer: Payer, asked: SheetRequest): Opening {
  const { platform, bridge_answer: bent } = desk.faults.get()
  const direct = byPlatform[platform] ?? instead[bent]
  if (direct) return { kind: 'answer', answer: direct }
  const params = readParams(asked.params, platform)
  if (typeof params === 'string') return refuse(params)
  // iOS remembers the document that was loaded; Android looks at the present address.
  const isApple = platform === 'ios' || platform === 'ipad'
  const directory = directoryOf(isApple ? asked.landing : asked.url)
  if (directory !== desk.directory) return refuse(`当前页面的URL未注册：${directory}`)
  if (params['appId'] !== desk.appId) return refuse('appId 与公众号不一致')
  const asksFor = prepayAsked(params)
  if (!asksFor) return refuse('调用支付JSAPI缺少参数：total_fee')
  // WeChat Pay's own merchants sign with RSA since v3; Paymax uses the older method.
  const till = params['signType'] === 'RSA' ? desk.wechatpay : desk.paymax
  if (!till.checksOut(params)) return refuse('支付验证签名失败')
  const payable = till.find(asksFor)
  if (!payable) return refuse('调用支付JSAPI缺少参数：total_fee')
  const { prepayId, amount, subject } = payable
  const outcome = till.canPay(prepayId, payer.openid)
  if (outcome !== 'ok') return refuse(unpayable[outcome] ?? '支付失败')
  return { kind: 'sheet', prepayId, amount, subject, early: earlyAnswer(bent) }
}

export type PaidResult =
  { outcome: 'ok' } | { outcome: 'wrong_pin' | 'poor' | 'refused'; text: string }

export function payInSheet(
  desk: SheetDesk,
  payer: Payer,
  prepayId: string,
  pin: string,
): PaidResult {
  if (pin !== payer.pin) return { outcome: 'wrong_pin', text: '支付密码错误，请重试' }
  const { ok_without_money: pretends, pay_fails: code } = desk.faults.get()
  if (pretends) return { outcome: 'ok' }
  const payable = payableOf(desk, prepayId)
  const till = desk.wechatpay.find(prepayId) ? desk.wechatpay : desk.paymax
  const failed = code ? till.fail(prepayId, code) : null
  if (failed !== null) return { outcome: 'refused', text: failed }
  if (!payable?.isPaid && payer.balance < (payable?.amount ?? Infinity)) {
    return { outcome: 'poor', text: '零钱余额不足' }
  }
  const outcome = till.pay(prepayId, payer.openid)
  if (outcome !== 'ok') return { outcome: 'refused', text: unpayable[outcome] ?? '支付失败' }
  payer.balance -= payable?.amount ?? 0
  return { outcome: 'ok' }
}

/** The answer to the page once the sheet has closed; null where there is none. */
export function finalAnswer(desk: SheetDesk, paid: boolean): JsonObject | null {
  const faults = desk.faults.get()
  if (faults.bridge_silent || earlyAnswer(faults.bridge_answer)) return null
  const word = paid && !faults.pay_reported_cancelled ? ok : cancel
  switch (faults.bridge_answer) {
    case 'stopMonitoringBeacons:ok':
      return { err_msg: faults.bridge_answer }
    case 'errMsg_only':
      return { errMsg: word }
    case 'full_width_colon':
      return { err_msg: word.replace(':', '：') }
    default:
      return { err_msg: word }
  }
}
