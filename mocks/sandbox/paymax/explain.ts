import { text } from '../text'
import type { Text } from '../text'

const calls: [method: string, path: RegExp, about: Text][] = [
  [
    'POST',
    /^\/v1\/charges$/,
    text(
      '下单：收银台请 Paymax 向微信预下单，换回拉起支付所需的六个参数。金额单位是元。',
      '下單：收銀台請 Paymax 向微信預先下單，換回開啟付款所需的六個參數。金額單位是元。',
      'Create: the checkout asks for a charge and gets the six parameters that open the pay sheet. Amounts are in yuan.',
    ),
  ],
  [
    'GET',
    /^\/v1\/charges\/[^/]+$/,
    text(
      '查询：浏览器说的不算数，签名的查询结果才是订单的真相。',
      '查詢：瀏覽器說的不算數，有簽章的查詢結果才是訂單的真相。',
      'Query: the browser’s word proves nothing; this signed answer is the truth about the charge.',
    ),
  ],
  [
    'GET',
    /\/close$/,
    text(
      '关单：换新单之前先让旧单再也付不了，避免付两次。',
      '關單：換新單之前先讓舊單再也不能付，避免付兩次。',
      'Close: makes the old charge unpayable before a new one is made, so nobody pays twice.',
    ),
  ],
  [
    'POST',
    /\/refunds$/,
    text(
      '退款：同一笔支付同时只能有一笔退款在处理。',
      '退款：同一筆付款同時只能有一筆退款在處理。',
      'Refund: only one refund of a charge may be in progress at a time.',
    ),
  ],
  [
    'GET',
    /\/refunds\/[^/]+$/,
    text('查询退款的结果。', '查詢退款的結果。', 'Asks what became of a refund.'),
  ],
  [
    'POST',
    /^\/v2\/statement\/download$/,
    text(
      '下载对账单：文本表格，回答不签名。',
      '下載對帳單：文字表格，回答沒有簽章。',
      'Statement: a text table; its answer is not signed.',
    ),
  ],
]

const unknown = text('Paymax 没有这个接口。', 'Paymax 沒有這個介面。', 'Paymax has no such call.')

/** What a call of Paymax's is for. */
export function explain(method: string, path: string): Text {
  return calls.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2] ?? unknown
}

export const aboutWebhook = text(
  'Paymax 主动通知结果：签名覆盖请求体原文，回答 200 和 success 才算收到，否则按 2、4、8…秒重发。',
  'Paymax 主動通知結果：簽章涵蓋請求內文的原文，回答 200 和 success 才算收到，否則隔 2、4、8…秒重發。',
  'Paymax reports a result. The raw body is what is signed; anything but 200 with “success” is sent again after 2, 4, 8 … seconds.',
)
