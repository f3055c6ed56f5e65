export interface Explanation {
  zh: string
  en: string
}

const calls: [method: string, path: RegExp, about: Explanation][] = [
  [
    'POST',
    /^\/v1\/charges$/,
    {
      zh: '下单：收银台请 Paymax 向微信预下单，换回拉起支付所需的六个参数。金额单位是元。',
      en: 'Create: the checkout asks for a charge and gets the six parameters that open the pay sheet. Amounts are in yuan.',
    },
  ],
  [
    'GET',
    /^\/v1\/charges\/[^/]+$/,
    {
      zh: '查询：浏览器说的不算数，签名的查询结果才是订单的真相。',
      en: 'Query: the browser’s word proves nothing; this signed answer is the truth about the charge.',
    },
  ],
  [
    'GET',
    /\/close$/,
    {
      zh: '关单：换新单之前先让旧单再也付不了，避免付两次。',
      en: 'Close: makes the old charge unpayable before a new one is made, so nobody pays twice.',
    },
  ],
  [
    'POST',
    /\/refunds$/,
    {
      zh: '退款：同一笔支付同时只能有一笔退款在处理。',
      en: 'Refund: only one refund of a charge may be in progress at a time.',
    },
  ],
  ['GET', /\/refunds\/[^/]+$/, { zh: '查询退款的结果。', en: 'Asks what became of a refund.' }],
  [
    'POST',
    /^\/v2\/statement\/download$/,
    {
      zh: '下载对账单：文本表格，回答不签名。',
      en: 'Statement: a text table; its answer is not signed.',
    },
  ],
]

export function explain(method: string, path: string): Explanation {
  const call = calls.find(([verb, pattern]) => verb === method && pattern.test(path))
  return call?.[2] ?? { zh: 'Paymax 没有这个接口。', en: 'Paymax has no such call.' }
}
