import { Type, type Static } from 'typebox'
import { OrderId, nullable } from './values'

/**
 * What a payment's number alone may reveal. The number is on bills and is read out to strangers, so neither
 * payer, amount nor subject is shown. `changed`: the money was refunded or did not come after all; the payer
 * sees the details in the order.
 */
export const Receipt = Type.Object({
  status: Type.Enum(['paid', 'confirming', 'changed']),
  merchantName: Type.String(),
  /** Only for the payer who made this payment. */
  orderId: nullable(OrderId),
})
export type Receipt = Static<typeof Receipt>

/**
 * `out_trade_no` as WeChat writes it; other parameters that WeChat appends to the page's address are not sent
 * here.
 */
export const ReceiptQuery = Type.Object({
  out_trade_no: Type.String({
    pattern: '^[\\x21-\\x7e]{1,64}$',
    description:
      'the charge’s number, the gateway’s id of the charge, or the channel’s transaction number',
  }),
})
