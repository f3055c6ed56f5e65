import type { FaultName, FaultValues } from '../faults'
import { say } from './dom'

type Value = FaultValues[FaultName]

export interface FaultControl {
  name: FaultName
  text: string
  /** Absent for a plain switch. */
  options?: [value: Value, text: string][]
}

export interface FaultGroup {
  title: string
  controls: FaultControl[]
}

const none: [Value, string] = ['', say('正常', 'as usual')]

const plain = (codes: string[]): [Value, string][] => [
  none,
  ...codes.map((code): [Value, string] => [code, code]),
]

const refusals = plain([
  'SYSTEM_ERROR',
  'CHANNEL_REQUEST_FAILED',
  'CHANNEL_SYSTEM_FAILURE',
  'CHANNEL_SERVICE_UNAVAILABLE',
  'SECRET_KEY_IS_BLANK',
  'SECRET_KEY_IS_INVALID',
  'SIGN_CHECK_FAILED',
  'APP_NOT_EXISTED',
  'CHANNEL_NOT_AVAILABLE',
  'ILLEGAL_CHANNEL_PARAMETERS',
  'CHANNEL_FREEZE',
  'CHANNEL_AUTHORITY_FREEZE',
  'CHANNEL_SUPPLEMENTARY_INFORMATION',
  'CHANNEL_PARTNER_NOT_EXIST',
  'CHANNEL_TERMINAL_NOT_EXIST',
  'ILLEGAL_ARGUMENT',
  'ORDER_NO_DUPLICATE',
  'ORDER_NO_NOT_EXIST',
  'AMOUNT_NOT_ENOUGH',
  'CHANNEL_LIMIT_EXCEEDED',
  'CHANNEL_NONACCEPTANCE',
  'CHANNEL_CHARGE_FAILED',
  'CHANNEL_CHARGE_CLOSE_FAILED',
  'TRADE_HAS_FINAL_STATUS',
  'MULTI_REFUND_RECORDS',
  'CHANNEL_REFUND_FAILED',
  'OUT_OF_DOWNLOAD',
])

export const faultGroups: FaultGroup[] = [
  {
    title: say('支付结果', 'The pay sheet'),
    controls: [
      {
        name: 'pay_reported_cancelled',
        text: say('付了，却说取消', 'Paid, reported as cancelled'),
      },
      { name: 'ok_without_money', text: say('说 ok，没扣钱', '“ok”, but no money moved') },
      { name: 'bridge_silent', text: say('付完不回调', 'Never calls back') },
      {
        name: 'bridge_answer',
        text: say('回调内容', 'What it answers'),
        options: [
          none,
          ...[
            'pre_verify_jsapi:ok',
            'stopMonitoringBeacons:ok',
            'system:access_denied',
            'access_control:not_allowed',
            'getBrandWCPayRequest:fail_nosupport',
            'getBrandWCPayRequest:fail_no permission to execute',
          ].map((answer): [Value, string] => [answer, answer]),
          ['fail_with_description', 'fail + err_desc'],
          ['errMsg_only', say('只有 errMsg', 'errMsg only')],
          ['full_width_colon', say('全角冒号', 'full-width colon')],
        ],
      },
      {
        name: 'bridge_ready',
        text: say('JSBridge 就绪', 'Bridge ready'),
        options: [
          ['normal', say('0.3 秒后', 'after 0.3 s')],
          ['early', say('先于页面脚本', 'before the page’s scripts')],
          ['late', say('4 秒后', 'after 4 s')],
          ['never', say('从不', 'never')],
        ],
      },
    ],
  },
  {
    title: say('Paymax 通知', 'Webhooks'),
    controls: [
      { name: 'webhook_late', text: say('迟到 20 秒', 'Late by 20 s') },
      { name: 'webhook_lost', text: say('丢失', 'Lost') },
      { name: 'webhook_twice', text: say('重复', 'Twice') },
      { name: 'webhook_forged', text: say('伪造', 'Forged by a stranger') },
      { name: 'webhook_out_of_order', text: say('乱序', 'Out of order') },
      { name: 'bare_events', text: say('缺 app 和 channel', 'Without app and channel') },
    ],
  },
  {
    title: say('Paymax 网关', 'The gateway'),
    controls: [
      {
        name: 'gateway_slow',
        text: say('变慢', 'Slow'),
        options: [
          [0, say('正常', 'as usual')],
          [3000, '3 s'],
          [8000, '8 s'],
          [30000, '30 s'],
        ],
      },
      {
        name: 'gateway_down',
        text: say('宕机', 'Down'),
        options: [none, ['503', 'HTTP 503'], ['cut', say('连接中断', 'connection cut')]],
      },
      { name: 'gateway_refuses', text: say('拒绝请求', 'Refuses with'), options: refusals },
      { name: 'charge_fails', text: say('下单即失败', 'Charge fails at once'), options: refusals },
      { name: 'answer_lost', text: say('下单成功，回答丢失', 'Charge made, answer lost') },
      { name: 'gateway_untrusted', text: say('回答的签名不对', 'Answers signed by another key') },
      { name: 'close_refused', text: say('5 分钟内拒绝关单', 'Refuses to close for 5 min') },
      {
        name: 'denies',
        text: say('不认已建的单', 'Denies what it made'),
        options: [
          none,
          ['charge', say('订单及其退款', 'charges and their refunds')],
          ['refund', say('仅退款', 'refunds alone')],
        ],
      },
      {
        name: 'sums',
        text: say('金额写法', 'Sums are written'),
        options: [
          none,
          ['noise', say('浮点误差', 'with a double’s noise')],
          ['zeros', say('末尾多零', 'as text, zeros at the end')],
        ],
      },
      {
        name: 'status_lag',
        text: say('查询结果滞后', 'Query lags behind'),
        options: [
          [0, say('正常', 'as usual')],
          [10, '10 s'],
          [60, '60 s'],
          [3600, '1 h'],
        ],
      },
      { name: 'refund_answer_lost', text: say('退款成功，回答丢失', 'Refund made, answer lost') },
      { name: 'refund_fails', text: say('退款失败', 'Refunds fail') },
    ],
  },
  {
    title: say('微信登录', 'WeChat login'),
    controls: [
      {
        name: 'wechat_api',
        text: say('换 openid', 'Code → openid'),
        options: [
          none,
          ['down', say('无回答', 'no answer')],
          ['-1', '-1 system error'],
          ['40029', '40029 invalid code'],
          ['40163', '40163 code been used'],
          ['40125', '40125 invalid appsecret'],
          ['40013', '40013 invalid appid'],
          ['40001', '40001 invalid credential'],
          ['41002', '41002 appid missing'],
          ['41004', '41004 appsecret missing'],
          ['45011', '45011 too frequent'],
        ],
      },
      {
        name: 'wechat_slow',
        text: say('变慢', 'Slow'),
        options: [
          [0, say('正常', 'as usual')],
          [3000, '3 s'],
          [10000, '10 s'],
        ],
      },
      { name: 'snapshot_user', text: say('快照页用户', 'Snapshot-page user') },
      { name: 'consent_refused', text: say('拒绝授权', 'Consent refused') },
    ],
  },
]

export const platforms: [Value, string][] = [
  ['android', 'Android'],
  ['ios', 'iOS'],
  ['ipad', 'iPad'],
  ['harmony', 'HarmonyOS'],
  ['desktop', say('电脑微信', 'Desktop')],
  ['wxwork', say('企业微信', 'WeCom')],
  ['browser', say('浏览器', 'Browser')],
]
