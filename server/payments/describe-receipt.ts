import type { Receipt } from '../contract'
import type { ChargeRecord, OrderRecord } from './records'

/**
 * What a charge's number alone may show: that there is a payment to this merchant, and how it stands. Not how
 * much, not for what. The order's unguessable name goes only to the payer who made the charge.
 */
export function describeReceipt(
  charge: ChargeRecord,
  order: OrderRecord,
  { merchantName, openid }: { readonly merchantName: string; readonly openid: string | null },
): Receipt {
  return {
    merchantName,
    status: statusOf(charge, order),
    orderId: openid === charge.openid ? order.orderId : null,
  }
}

function statusOf(charge: ChargeRecord, order: OrderRecord): Receipt['status'] {
  if (charge.status !== 'succeeded') return 'processing'
  return order.paidChargeId === charge.chargeId ? 'paid' : 'going_back'
}
