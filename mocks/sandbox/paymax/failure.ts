/** Codes and sample messages of Paymax's documentation. */
const failureMessages: Readonly<Record<string, string>> = {
  SECRET_KEY_IS_BLANK: 'SecretKey为空',
  SECRET_KEY_IS_INVALID: '非法的SecretKey',
  SIGN_CHECK_FAILED: '签名验证失败',
  APP_NOT_EXISTED: '应用不存在',
  CHANNEL_NOT_AVAILABLE: '该支付渠道未申请或者未开通',
  ILLEGAL_CHANNEL_PARAMETERS: '支付渠道参数配置有误',
  CHANNEL_FREEZE: '该支付渠道已经被冻结交易',
  CHANNEL_AUTHORITY_FREEZE: '服务商该产品权限已被冻结，请前往商户平台>产品中心检查后重试',
  CHANNEL_SUPPLEMENTARY_INFORMATION: '当前商户需补齐相关资料后，才可进行相应的支付交易',
  CHANNEL_PARTNER_NOT_EXIST: '合作机构信息不存在',
  CHANNEL_TERMINAL_NOT_EXIST: '商终参数信息不存在',
  ILLEGAL_ARGUMENT: '参数错误',
  ORDER_NO_DUPLICATE: '交易单号重复',
  ORDER_NO_NOT_EXIST: '原交易不存在',
  AMOUNT_NOT_ENOUGH: '交易失败，余额不足',
  CHANNEL_LIMIT_EXCEEDED: '超限额',
  CHANNEL_NONACCEPTANCE: '不承兑',
  CHANNEL_CHARGE_FAILED: '向支付渠道下单失败',
  SYSTEM_ERROR: '交易异常，请联系技术支持',
  CHANNEL_REQUEST_FAILED: '请求通道失败',
  CHANNEL_SYSTEM_FAILURE: '系统故障',
  CHANNEL_SERVICE_UNAVAILABLE: 'Service Currently Unavailable',
  CHANNEL_CHARGE_CLOSE_FAILED: '通道关单失败',
  TRADE_HAS_FINAL_STATUS: '订单已经是终态',
  MULTI_REFUND_RECORDS: '已经存在一笔处理中的退款',
  CHANNEL_REFUND_FAILED: '向支付渠道申请退款失败',
  OUT_OF_DOWNLOAD: '下载次数超限',
}

export interface Failure {
  code: string
  message: string
}

export function failureOf(code: string, message?: string): Failure {
  return { code, message: message ?? failureMessages[code] ?? code }
}

/** What the gateway answers instead of a result. */
export class Refusal extends Error {
  readonly failure: Failure
  constructor(code: string, message?: string) {
    const failure = failureOf(code, message)
    super(`${code}: ${failure.message}`)
    this.failure = failure
  }
}

export function illegal(message: string): Refusal {
  return new Refusal('ILLEGAL_ARGUMENT', message)
}
