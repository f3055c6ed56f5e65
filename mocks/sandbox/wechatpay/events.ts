import type { Account } from './account'
import type { NoticeDraft } from './webhook'
import type { Order } from './order'
import { orderOnWire } from './order-on-wire'
import type { Refund } from './refund'
import { refundInNotice } from './refund-on-wire'

/** A payment as it was when it was made, whatever was refunded since. */
export function paidEvent(account: Account, order: Order): NoticeDraft {
  const plain = orderOnWire(account, { ...order, state: 'SUCCESS' })
  return { type: 'TRANSACTION.SUCCESS', order, url: order.notifyUrl, plain }
}

export function refundEvent(account: Account, refund: Refund): NoticeDraft {
  return {
    type: `REFUND.${refund.status}`,
    order: refund.order,
    url: refund.notifyUrl ?? refund.order.notifyUrl,
    plain: refundInNotice(account, refund),
  }
}
