import type { JsonObject } from '../json'

/** Status, the internal number at the end of `Request-ID`, and a message, by code. */
const failures: Readonly<Record<string, readonly [number, number, string]>> = {
  PARAM_ERROR: [400, 268_435_461, '参数错误'],
  INVALID_REQUEST: [400, 268_435_464, '请求不符合规则'],
  APPID_MCHID_NOT_MATCH: [400, 268_445_527, 'appid和mch_id不匹配'],
  MCH_NOT_EXISTS: [400, 268_443_715, '商户号不存在'],
  ORDER_CLOSED: [400, 268_447_914, '订单已关闭'],
  ORDER_PAID: [400, 268_449_538, '该订单已支付'],
  NO_STATEMENT_EXIST: [400, 268_435_464, '账单文件不存在'],
  STATEMENT_CREATING: [400, 268_435_464, '账单生成中，请稍后再试'],
  SIGN_ERROR: [401, 268_443_699, '签名错误'],
  NO_AUTH: [403, 268_448_010, '商户无权限'],
  NOT_ENOUGH: [403, 268_448_010, '商户余额不足'],
  RULE_LIMIT: [403, 268_448_010, '业务规则限制'],
  TRADE_ERROR: [403, 268_448_010, '交易错误'],
  ACCOUNT_ERROR: [403, 268_448_010, '账号异常'],
  USER_ACCOUNT_ABNORMAL: [403, 268_448_010, '用户账户异常或已注销'],
  OUT_TRADE_NO_USED: [403, 268_498_688, '商户订单号重复'],
  ORDER_NOT_EXIST: [404, 268_512_771, '订单不存在'],
  RESOURCE_NOT_EXISTS: [404, 268_512_771, '资源不存在'],
  FREQUENCY_LIMITED: [429, 268_447_840, '频率超限'],
  SYSTEM_ERROR: [500, 268_435_456, '系统异常，请稍后重试'],
  BANK_ERROR: [500, 268_435_456, '银行系统异常'],
  OPENID_MISMATCH: [500, 268_501_013, 'openid和appid不匹配'],
}

/** Older pages write these without the underscore. */
const old = ['ORDER_PAID', 'ORDER_CLOSED', 'SYSTEM_ERROR', 'NOT_ENOUGH', 'RULE_LIMIT', 'NO_AUTH']

export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly internal: number
  readonly detail: JsonObject | null
  constructor(code: string, message?: string, detail: JsonObject | null = null, internal?: number) {
    const [status, number, words] = failures[code] ?? [400, 268_435_464, code]
    super(message ?? words)
    this.code = code
    this.status = status
    this.internal = internal ?? number
    this.detail = detail
  }
}

/** @param field a JSON pointer */
export function wrongField(field: string, issue: string, location = 'body'): Refusal {
  return new Refusal('PARAM_ERROR', issue, { field, issue, location })
}

/** The number exists already and means something else. */
export function reentered(): Refusal {
  return new Refusal(
    'INVALID_REQUEST',
    '请求重入时，参数与首次请求时不一致，请核实后再试',
    null,
    268_498_688,
  )
}

export function failureBody(refusal: Refusal, oldSpelling: boolean): string {
  const { code, message, detail } = refusal
  const spelt = oldSpelling && old.includes(code) ? code.replace('_', '') : code
  return JSON.stringify({ code: spelt, message, ...(detail && { detail }) })
}
