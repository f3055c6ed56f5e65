/** Paymax's failure codes in plain words, by topic. */
import { text } from '../text'
import type { Text } from '../text'
import { option, usual } from './control'
import type { OptionGroup } from './control'

function coded(code: string, zh: string, hant: string, en: string) {
  return option(code, text(`${zh} ${code}`, `${hant} ${code}`, `${en}: ${code}`))
}

const group = (title: Text, ...options: OptionGroup['options']): OptionGroup => ({ title, options })

/** Why a payer's money does not move. */
export const payerCodes = group(
  text('付款人或银行', '付款人或銀行', 'The payer or the bank'),
  coded('AMOUNT_NOT_ENOUGH', '余额不足', '餘額不足', 'Not enough money'),
  coded('CHANNEL_LIMIT_EXCEEDED', '超出限额', '超出限額', 'Over a limit'),
  coded('CHANNEL_NONACCEPTANCE', '银行不受理', '銀行不受理', 'The bank does not accept it'),
  coded('CHANNEL_CHARGE_FAILED', '渠道付款失败', '通路付款失敗', 'The channel failed'),
  coded('NEVER_HEARD_OF', '没见过的代码', '沒看過的代碼', 'A code nobody knows'),
)

const passingCodes = group(
  text('过一会儿会好', '過一會兒會好', 'Passes by itself'),
  coded('SYSTEM_ERROR', '系统异常', '系統異常', 'System error'),
  coded('CHANNEL_REQUEST_FAILED', '请求渠道失败', '請求通路失敗', 'The channel did not answer'),
  coded('CHANNEL_SYSTEM_FAILURE', '渠道系统故障', '通路系統故障', 'The channel is broken'),
  coded('CHANNEL_SERVICE_UNAVAILABLE', '渠道暂停服务', '通路暫停服務', 'The channel is closed'),
)

const settingCodes = group(
  text('商户配置', '商家設定', 'The merchant’s setting'),
  coded('SECRET_KEY_IS_BLANK', '密钥为空', '金鑰為空', 'No key'),
  coded('SECRET_KEY_IS_INVALID', '密钥不对', '金鑰不對', 'Wrong key'),
  coded('SIGN_CHECK_FAILED', '签名不对', '簽章不對', 'Wrong signature'),
  coded('APP_NOT_EXISTED', '应用不存在', '應用程式不存在', 'No such app'),
  coded('CHANNEL_NOT_AVAILABLE', '渠道没有开通', '通路沒有開通', 'Channel not opened'),
  coded('ILLEGAL_CHANNEL_PARAMETERS', '渠道参数有误', '通路參數有誤', 'Wrong channel setting'),
  coded('CHANNEL_FREEZE', '渠道被冻结', '通路被凍結', 'Channel frozen'),
  coded('CHANNEL_AUTHORITY_FREEZE', '产品权限被冻结', '產品權限被凍結', 'Product frozen'),
  coded('CHANNEL_SUPPLEMENTARY_INFORMATION', '资料要补齐', '資料要補齊', 'Papers missing'),
  coded('CHANNEL_PARTNER_NOT_EXIST', '合作机构不存在', '合作機構不存在', 'No such partner'),
  coded('CHANNEL_TERMINAL_NOT_EXIST', '终端不存在', '終端不存在', 'No such terminal'),
)

const requestCodes = group(
  text('请求', '請求', 'The request'),
  coded('ILLEGAL_ARGUMENT', '参数不对', '參數不對', 'A wrong field'),
  coded('ORDER_NO_DUPLICATE', '单号重复', '單號重複', 'Number used before'),
  coded('ORDER_NO_NOT_EXIST', '没有这笔单', '沒有這筆單', 'No such charge'),
)

const laterCodes = group(
  text('关单、退款、对账', '關單、退款、對帳', 'Closing, refunds, statements'),
  coded('CHANNEL_CHARGE_CLOSE_FAILED', '关单失败', '關單失敗', 'Closing failed'),
  coded('TRADE_HAS_FINAL_STATUS', '已是终态', '已是最終狀態', 'It has ended already'),
  coded('MULTI_REFUND_RECORDS', '还有退款在处理', '還有退款在處理', 'Another refund under way'),
  coded('CHANNEL_REFUND_FAILED', '退款失败', '退款失敗', 'The refund failed'),
  coded('OUT_OF_DOWNLOAD', '下载次数用完', '下載次數用完', 'Too many downloads'),
)

const nothing: OptionGroup = { title: null, options: [usual] }

/** How a payment can fail after the PIN. */
export const paymentEnds = [nothing, payerCodes]
/** How creating a charge can fail. */
export const chargeEnds = [nothing, payerCodes, passingCodes, settingCodes]
/** How any call can be refused. */
export const refusals = [...chargeEnds, requestCodes, laterCodes]
