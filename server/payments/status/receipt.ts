import type { Receipt } from '../../contract/receipts'
import type { PaymentDeps } from '../core/deps'
import type { ChargeRecord, OrderRecord } from '../core/records'

type Shown = Pick<Receipt, 'status' | 'orderId'>

/**
 * What may be shown of a payment to whoever has its number. Reads what is known and queries no gateway:
 * webhook and worker apply the charge as they do without any page.
 * @param number ours, the gateway's, or the channel's: which one WeChat passes on is up to the gateway
 * @param openid the payer of this browser, if known; null shows only what a number alone may show
 * @returns null for an unknown number
 */
export async function readReceipt(
  { repository }: Pick<PaymentDeps, 'repository'>,
  number: string,
  openid: string | null,
): Promise<Shown | null> {
  const charge =
    (await repository.chargeById(number)) ??
    (await repository.chargeByGatewayId(number)) ??
    (await repository.chargeByTransactionNo(number))
  const order = charge && (await repository.orderById(charge.orderId))
  if (!charge || !order) return null
  const orderId = charge.openid === openid ? charge.orderId : null
  return { status: receiptStatus(charge, order), orderId }
}

function receiptStatus(charge: ChargeRecord, order: OrderRecord): Shown['status'] {
  switch (charge.status) {
    case 'succeeded':
      // Money that the order did not take is refunded: its payer must not read of a success.
      return order.state === 'paid' && order.paidChargeId === charge.chargeId ? 'paid' : 'changed'
    case 'failed':
      return 'changed'
    // WeChat shows the page after a payment: a lost or closed charge may still turn out paid.
    case 'creating':
    case 'live':
    case 'lost':
    case 'closed':
      return 'confirming'
  }
}
