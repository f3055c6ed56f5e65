import { same, text } from '../text'
import { chargeEnds, refusals } from './codes'
import { choice, option, plainSwitch, unhurried, usual } from './control'
import type { FaultGroup } from './control'

const seconds = (ms: number) => option(ms, same(`${ms / 1000} s`))

export const makingACharge: FaultGroup = {
  title: text('Paymax 下单', 'Paymax 下單', 'Making a charge at Paymax'),
  controls: [
    { name: 'charge_fails', text: text('下单即失败', '下單即失敗', 'Fails'), choices: chargeEnds },
    plainSwitch(
      'answer_lost',
      text('下单成功，回答丢失', '下單成功，回答遺失', 'Made, the answer lost'),
    ),
  ],
}

export const anyAnswer: FaultGroup = {
  title: text('Paymax 的每个回答', 'Paymax 的每個回答', 'Whatever Paymax answers'),
  controls: [
    choice('gateway_slow', text('变慢', '變慢', 'Slow'), [
      unhurried,
      ...[3000, 8000, 30_000].map(seconds),
    ]),
    choice('gateway_down', text('宕机', '停機', 'Down'), [
      usual,
      option('503', same('HTTP 503')),
      option('cut', text('连接中断', '連線中斷', 'the line is cut')),
    ]),
    { name: 'gateway_refuses', text: text('拒绝', '拒絕', 'Refuses'), choices: refusals },
    plainSwitch(
      'gateway_untrusted',
      text('签名不是它的', '簽章不是它的', 'Signed by somebody else'),
    ),
    choice('denies', text('不认已建的单', '不認已建的單', 'Denies what it made'), [
      usual,
      option('charge', text('订单及其退款', '訂單及其退款', 'charges and their refunds')),
      option('refund', text('仅退款', '僅退款', 'refunds alone')),
    ]),
    choice('sums', text('金额写法', '金額寫法', 'Sums are written'), [
      usual,
      option('noise', text('浮点误差', '浮點誤差', 'with a double’s noise')),
      option('zeros', text('末尾多零', '末尾多零', 'as text, zeros at the end')),
    ]),
    choice('status_lag', text('查询滞后', '查詢延遲', 'Queries lag behind'), [
      unhurried,
      option(10, same('10 s')),
      option(60, same('60 s')),
      option(3600, same('1 h')),
    ]),
  ],
}

export const webhooks: FaultGroup = {
  title: text('Paymax 的通知', 'Paymax 的通知', 'Paymax’s webhooks'),
  controls: [
    plainSwitch('webhook_late', text('迟到 20 秒', '遲到 20 秒', 'Late by 20 s')),
    plainSwitch('webhook_lost', text('丢失', '遺失', 'Lost')),
    plainSwitch('webhook_twice', text('重复', '重複', 'Twice')),
    plainSwitch('webhook_forged', text('有人伪造', '有人偽造', 'Forged by a stranger')),
    plainSwitch('webhook_out_of_order', text('乱序', '順序錯亂', 'Out of order')),
    plainSwitch(
      'bare_events',
      text('缺 app 和 channel', '缺 app 和 channel', 'No app, no channel'),
    ),
  ],
}

export const afterwards: FaultGroup = {
  title: text('关单和退款', '關單和退款', 'Closing and refunds'),
  controls: [
    plainSwitch(
      'close_refused',
      text('5 分钟内不让关单', '5 分鐘內不讓關單', 'No closing for 5 min'),
    ),
    plainSwitch('refund_fails', text('退款失败', '退款失敗', 'Refunds fail')),
    plainSwitch(
      'refund_answer_lost',
      text('退款成功，回答丢失', '退款成功，回答遺失', 'Refunded, the answer lost'),
    ),
  ],
}
