import { same, text } from '../text'
import { choice, option, plainSwitch, unhurried, usual } from './control'
import type { FaultControl, FaultGroup, OptionGroup } from './control'

const seconds = (ms: number) => option(ms, same(`${ms / 1000} s`))

/** How a signature can be falsified, on an answer or a webhook. */
const bends = [
  option('unsigned', text('没有签名', '沒有簽章', 'without a signature')),
  option('tampered', text('正文被改', '內文被改', 'the body tampered with')),
  option('stranger', text('签名不是它的', '簽章不是它的', 'signed by somebody else')),
  option('stale', text('过时', '過時', 'signed too long ago')),
  option('unknown_serial', text('证书序列号没见过', '憑證序號沒看過', 'a serial nobody knows')),
  option('probe', text('探测签名', '探測簽章', 'a probe: wrong on purpose')),
]

const codes = (title: OptionGroup['title'], ...names: string[]): OptionGroup => ({
  title,
  options: names.map((name) => option(name, same(name))),
})

const refuses: FaultControl = {
  name: 'wxpay_refuses',
  text: text('拒绝', '拒絕', 'Refuses'),
  choices: [
    { title: null, options: [usual] },
    codes(
      text('过一会儿会好', '過一會兒會好', 'Passes by itself'),
      ...['SYSTEM_ERROR', 'BANK_ERROR', 'FREQUENCY_LIMITED'],
    ),
    codes(
      text('商户配置', '商家設定', 'The merchant’s setting'),
      ...['SIGN_ERROR', 'NO_AUTH', 'APPID_MCHID_NOT_MATCH', 'MCH_NOT_EXISTS', 'OPENID_MISMATCH'],
    ),
    codes(
      text('请求或订单', '請求或訂單', 'The request or the order'),
      ...['PARAM_ERROR', 'INVALID_REQUEST', 'OUT_TRADE_NO_USED', 'ORDER_NOT_EXIST'],
      ...['ORDER_PAID', 'ORDER_CLOSED', 'RULE_LIMIT', 'TRADE_ERROR', 'ACCOUNT_ERROR'],
    ),
    codes(
      text('退款', '退款', 'Refunds'),
      ...['NOT_ENOUGH', 'USER_ACCOUNT_ABNORMAL', 'RESOURCE_NOT_EXISTS'],
    ),
  ],
}

export const wechatpayAnswers: FaultGroup = {
  title: text('微信支付的回答', '微信支付的回答', 'Whatever WeChat Pay answers'),
  controls: [
    choice('wxpay_slow', text('变慢', '變慢', 'Slow'), [
      unhurried,
      ...[3000, 8000, 30_000].map(seconds),
    ]),
    choice('wxpay_down', text('宕机', '停機', 'Down'), [
      usual,
      option('503', same('HTTP 503')),
      option('cut', text('连接中断', '連線中斷', 'the line is cut')),
    ]),
    refuses,
    plainSwitch('wxpay_old_codes', text('代码旧写法', '代碼舊寫法', 'Codes in the old spelling')),
    choice('wxpay_done_unsaid', text('做了，没说', '做了，沒說', 'Done, and not said'), [
      usual,
      option('cut', text('回答丢失', '回答遺失', 'the answer lost')),
      option('500', same('HTTP 500')),
    ]),
    choice('wxpay_answers', text('签名', '簽章', 'The signature'), [usual, ...bends]),
    choice('wxpay_lag', text('查询滞后', '查詢延遲', 'Queries lag behind'), [
      unhurried,
      option(10, same('10 s')),
      option(60, same('60 s')),
      option(3600, same('1 h')),
    ]),
  ],
}

export const wechatpayAfterwards: FaultGroup = {
  title: text(
    '微信支付的通知、关单、付款和退款',
    '微信支付的通知、關單、付款和退款',
    'WeChat Pay’s notices, closing, payments and refunds',
  ),
  controls: [
    choice('wxpay_notices', text('通知', '通知', 'Notices'), [
      usual,
      option('lost', text('丢失', '遺失', 'lost')),
      option('late', text('迟到 20 秒', '遲到 20 秒', 'late by 20 s')),
      option('twice', text('重复', '重複', 'twice')),
      option('tag', text('密文被改', '密文被改', 'the seal broken')),
      ...bends,
    ]),
    plainSwitch(
      'wxpay_notices_by_certificate',
      text('用平台证书签', '用平台憑證簽', 'Signed by a certificate'),
    ),
    plainSwitch(
      'wxpay_close_idle',
      text('关单说 204，没关', '關單說 204，沒關', 'A close says 204, closes nothing'),
    ),
    choice('wxpay_coupon', text('代金券', '代金券', 'The payer’s coupon'), [
      option(0, text('没有', '沒有', 'none')),
      option(300, same('¥3.00')),
    ]),
    choice('wxpay_refund_ends', text('退款结果', '退款結果', 'Refunds end'), [
      usual,
      option('CLOSED', text('退款关闭 CLOSED', '退款關閉 CLOSED', 'refused for good: CLOSED')),
      option('ABNORMAL', text('退款异常 ABNORMAL', '退款異常 ABNORMAL', 'stuck: ABNORMAL')),
    ]),
  ],
}
