import { requestCharge } from '../../../server/payments/charges/request-charge'
import { closeOrder } from '../../../server/payments/orders/close-order'
import { placeOrder } from '../../../server/payments/orders/place-order'
import { applyWebhook } from '../../../server/payments/events/apply-webhook'
import { receiveWebhook } from '../../../server/payments/events/receive-webhook'
import { openOrder } from '../../../server/payments/orders/open-order'
import { describePayment } from '../../../server/payments/status/describe-payment'
import { requestRefund } from '../../../server/payments/refunds/request-refund'

/** The product's own rules, where requests enter them. A planted fault puts something else in place of one. */
export const theRules = {
  requestCharge,
  closeOrder,
  placeOrder,
  openOrder,
  receiveWebhook,
  applyWebhook,
  describePayment,
  requestRefund,
}

export type Rules = typeof theRules
