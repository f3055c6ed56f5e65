/** Paymax's words as the stand-in and the driver write them. Amounts in yuan, as on the wire. */

const sheet = JSON.stringify({
  appId: 'wx5a7d0c1e9b3f2468',
  timeStamp: '1764000000',
  nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=wx201410272009395522657a690389285100',
  signType: 'MD5',
  paySign: '7921E432F65EB8ED0CE9755F0E86D72F',
})

export interface Wanted {
  readonly orderNo: string
  readonly amount: number
  readonly subject: string
  readonly body: string
  readonly app: string
  readonly openid: string
  readonly expiresAt: number
}

/** Paymax's id of a charge: made from its number, so that nobody has to remember it. */
const idOf = (orderNo: string) => `ch_${orderNo}`

export function chargeOnWire(wanted: Wanted, paidAt: number | null) {
  const { orderNo, amount, subject, body, app, openid, expiresAt } = wanted
  return {
    id: idOf(orderNo),
    order_no: orderNo,
    amount,
    amount_settle: 0,
    amount_refunded: 0,
    subject,
    body,
    channel: 'wechat_wap',
    client_ip: '127.0.0.1',
    description: null,
    extra: { open_id: openid },
    metadata: {},
    app,
    currency: 'CNY',
    transaction_no: paidAt === null ? null : `4200${orderNo}`,
    refunded: false,
    refunds: [],
    time_created: expiresAt - 1_800_000,
    time_paid: paidAt,
    time_expire: expiresAt,
    time_settle: null,
    livemode: false,
    credential: { wechat_wap: { jsApiParams: sheet } },
    status: paidAt === null ? 'PROCESSING' : 'SUCCEED',
    failure_code: null,
    failure_msg: null,
  }
}
