// Drawn from server/contract by tests/unit/answers.test.ts: change that, then run it with -u.
import type {
  Charge,
  CheckoutOptions,
  OpenedOrder,
  Order,
  Payment,
  Receipt,
  Session,
  SessionState,
} from '@/payment/wire'
import {
  fields,
  flag,
  list,
  matching,
  nullable,
  oneOf,
  optional,
  text,
  time,
  whole,
} from './answer-guards'

export const isOrder = fields<Order>({
  orderId: matching(/^[A-Za-z0-9_-]{22}$/),
  orderNo: text,
  status: oneOf('unpaid', 'processing', 'paid', 'closed', 'refunded'),
  amount: whole(1, 100000000),
  amountRefunded: optional(whole(0, 100000000)),
  currency: oneOf('CNY'),
  subject: text,
  body: text,
  merchantName: text,
  expiresAt: time,
  paidAt: nullable(time),
  returnUrl: nullable(text),
  autoPay: flag,
  picture: nullable(text),
  now: time,
})

export const isCharge = fields<Charge>({
  chargeId: matching(/^[A-Za-z0-9]{1,64}$/),
  expiresAt: time,
  jsApiParams: fields({
    appId: text,
    timeStamp: text,
    nonceStr: text,
    package: text,
    signType: text,
    paySign: text,
  }),
})

export const isPayment = fields<Payment>({
  orderId: matching(/^[A-Za-z0-9_-]{22}$/),
  status: oneOf('unpaid', 'processing', 'paid', 'closed', 'refunded', 'failed'),
  chargeId: nullable(matching(/^[A-Za-z0-9]{1,64}$/)),
  paidAt: nullable(time),
  amountRefunded: optional(whole(0, 100000000)),
  checkedAt: nullable(time),
  receivedAt: time,
  failure: nullable(fields({ code: text, message: text })),
  mine: nullable(
    fields({
      chargeId: matching(/^[A-Za-z0-9]{1,64}$/),
      status: oneOf('creating', 'lost', 'live', 'succeeded', 'failed', 'closed'),
      refund: nullable(
        fields({
          status: oneOf('processing', 'succeeded', 'failed'),
          reason: nullable(text),
          amount: optional(whole(1, 100000000)),
        }),
      ),
    }),
  ),
  now: time,
})

export const isSession = fields<Session>({
  to: text,
  checkout: optional(fields({ order: isOrder, charge: optional(isCharge) })),
})

export const isOpenedOrder = fields<OpenedOrder>({
  signedIn: flag,
  order: isOrder,
  charge: optional(isCharge),
})

export const isSignedIn = fields<SessionState>({ signedIn: flag })

export const isOptions = fields<CheckoutOptions>({
  merchantName: text,
  openAmount: nullable(fields({ min: whole(1, 100000000), max: whole(1, 100000000) })),
  items: list(
    fields({
      item: text,
      subject: text,
      body: text,
      amount: whole(1, 100000000),
      picture: nullable(text),
    }),
  ),
  unfinished: nullable(
    fields({
      orderId: matching(/^[A-Za-z0-9_-]{22}$/),
      amount: whole(1, 100000000),
      createdAt: time,
    }),
  ),
})

export const isReceipt = fields<Receipt>({
  status: oneOf('paid', 'confirming', 'changed'),
  merchantName: text,
  orderId: nullable(matching(/^[A-Za-z0-9_-]{22}$/)),
})
