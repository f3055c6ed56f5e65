import { Type, type Static } from 'typebox'
import { OrderId, nullable } from './values'

/**
 * What a number of a payment alone may show. It stands on bills and is read out to strangers, so it shows
 * neither whose money it is, nor how much, nor for what. `changed`: the money went back or did not come
 * after all; how, is for its payer to read in the order.
 */
export const Receipt = Type.Object({
  status: Type.Enum(['paid', 'confirming', 'changed']),
  merchantName: Type.String(),
  /** Told to the payer who made this payment, to nobody else. */
  orderId: nullable(OrderId),
})
export type Receipt = Static<typeof Receipt>

/** `out_trade_no` as WeChat writes it; what else WeChat appends to the page's address is not sent here. */
export const ReceiptQuery = Type.Object({
  out_trade_no: Type.String({
    pattern: '^[\\x21-\\x7e]{1,64}$',
    description:
      'the charge’s number, its gateway’s id of it, or the channel’s number of the payment',
  }),
})
