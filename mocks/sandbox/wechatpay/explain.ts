import { text } from '../text'
import type { Text } from '../text'

const calls: [call: RegExp, about: Text][] = [
  [
    /^POST .*\/jsapi$/,
    text(
      '下单：拿到两小时有效的 prepay_id。同一单号、同样内容可以再发；内容不同会被拒绝。',
      '下單：取得兩小時有效的 prepay_id。同一單號、同樣內容可以再發；內容不同會被拒絕。',
      'Create: a prepay_id that lives two hours. The same bytes may be sent again; other bytes under the number are refused.',
    ),
  ],
  [
    /^POST .*\/close$/,
    text(
      '关单：什么单号都回答 204，没有下过的单号也从此作废。只有查询到 CLOSED 才算数。',
      '關單：任何單號都回答 204，沒有下過的單號也從此作廢。只有查詢到 CLOSED 才算數。',
      'Close: 204 for any number, and one never used is burnt by it. Only a query that says CLOSED counts.',
    ),
  ],
  [
    /^GET \/v3\/pay\//,
    text(
      '查询：用商家自己的单号问，有签名的回答才算数。',
      '查詢：用商家自己的單號問，有簽章的回答才算數。',
      'Query, by the merchant’s own number; the signed answer is what counts.',
    ),
  ],
  [
    /^POST .*\/refunds$/,
    text(
      '退款：同一退款单号发多少次都只退一次。200 表示受理，还没有退到。',
      '退款：同一退款單號發多少次都只退一次。200 表示受理，還沒有退到。',
      'Refund: one number is paid back once, however often it is sent. 200 means accepted, not paid back.',
    ),
  ],
  [
    /^GET .*\/refunds\/[^/]+$/,
    text('查询退款的结果。', '查詢退款的結果。', 'Asks what became of a refund.'),
  ],
  [
    /^GET \/v3\/certificates$/,
    text(
      '下载平台证书：密文，用 APIv3 密钥打开。',
      '下載平台憑證：密文，用 APIv3 金鑰打開。',
      'The platform certificates, sealed with the APIv3 key.',
    ),
  ],
  [
    /^GET \/v3\/bill/,
    text(
      '对账单：先问地址和摘要，再下载；下载的回答不签名，靠摘要核对。',
      '對帳單：先問位址和摘要，再下載；下載的回答沒有簽章，靠摘要核對。',
      'The trade bill: first its address and hash, then the file, which is unsigned and proved by the hash.',
    ),
  ],
]

const other = text('微信支付的其他接口。', '微信支付的其他介面。', 'Another call of WeChat Pay’s.')

export function explain(method: string, path: string): Text {
  return calls.find(([call]) => call.test(`${method} ${path}`))?.[1] ?? other
}

export const aboutNotice = text(
  '微信支付的通知：正文用 APIv3 密钥加密，签名覆盖时间、随机串和正文；不回答 200 或 204 就按 15 秒到 6 小时的间隔重发。',
  '微信支付的通知：內文用 APIv3 金鑰加密，簽章涵蓋時間、隨機字串和內文；不回答 200 或 204 就隔 15 秒到 6 小時重發。',
  'A notification, sealed with the APIv3 key and signed over time, nonce and body. Anything but 200 or 204 has it sent again, after 15 s at first and 6 h at last.',
)
