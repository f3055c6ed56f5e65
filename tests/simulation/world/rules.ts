import { chargeOrder } from '../../../server/payments/charge-order'
import { closeOrder } from '../../../server/payments/close-order'
import { placeOrder } from '../../../server/payments/merchant-order'
import { receiveNotification, settleNotification } from '../../../server/payments/notifications'
import { openOrder } from '../../../server/payments/open-order'
import { describePayment } from '../../../server/payments/payment-status'
import { refundOrder } from '../../../server/payments/refund-order'

/** The product's own rules, where requests enter them. A planted fault puts something else in place of one. */
export const theRules = {
  chargeOrder,
  closeOrder,
  placeOrder,
  openOrder,
  receiveNotification,
  settleNotification,
  describePayment,
  refundOrder,
}

export type Rules = typeof theRules
