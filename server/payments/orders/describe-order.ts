import type { MerchantOrder } from '../../contract/merchant-orders'
import type { Order } from '../../contract/orders'
import type { PaymentDeps } from '../core/deps'
import { maskOpenid } from '../core/ids'
import { describeFailure, describeRefund } from '../status/describe-refund'
import type { OrderWithLastCharge } from '../core/order-repository'
import { orderStatus } from '../status/payment-status'
import type { ChargeRecord, IncidentRecord, RefundRecord } from '../core/records'

const iso = (time: number) => new Date(time).toISOString()
const isoOrNull = (time: number | null) => (time === null ? null : iso(time))

interface OrderViewTerms {
  readonly merchantName: string
  readonly now: number
  /** Address of an item's picture; null where there is no item, or it is no longer sold. */
  readonly pictureOf: (item: string | null) => string | null
}

/** The payer's view of an order. The way back to the merchant is shown only once it is paid. */
export function describeOrder(
  { order, last, refunded }: OrderWithLastCharge,
  terms: OrderViewTerms,
): Order {
  return {
    orderId: order.orderId,
    orderNo: order.orderNo,
    status: orderStatus(order, last),
    amount: order.amount,
    amountRefunded: refunded,
    currency: order.currency,
    subject: order.subject,
    body: order.body,
    merchantName: terms.merchantName,
    expiresAt: iso(order.expiresAt),
    paidAt: isoOrNull(order.paidAt),
    returnUrl: order.paidAt === null ? null : order.returnUrl,
    autoPay: order.autoPay,
    picture: terms.pictureOf(order.item),
    now: iso(terms.now),
  }
}

/** What the merchant's view needs in addition. */
export interface MerchantViewTerms extends OrderViewTerms {
  readonly checkoutUrl: (orderId: string) => string
}

/**
 * The merchant's view: the payer's, with everything that happened to the order. The events are read after the
 * status, so that whatever the status follows from is included.
 */
export async function describeForMerchant(
  repository: MerchantReads,
  orderIds: readonly string[],
  terms: MerchantViewTerms,
): Promise<MerchantOrder[]> {
  const found = await repository.ordersWithLastCharge(orderIds)
  const [charges, refunds, incidents] = await Promise.all([
    repository.chargesOfOrders(orderIds),
    repository.refundsOfOrders(orderIds),
    repository.incidentsOfOrders(orderIds),
  ])
  const byId = new Map(found.map((one) => [one.order.orderId, one]))
  return orderIds
    .flatMap((orderId) => byId.get(orderId) ?? [])
    .map((one) => {
      const ofOrder = (row: { readonly orderId: string | null }) =>
        row.orderId === one.order.orderId
      const happened = {
        charges: charges.filter(ofOrder),
        refunds: refunds.filter(ofOrder),
        incidents: incidents.filter(ofOrder),
      }
      return merchantOrderOf({ ...one, ...happened }, terms)
    })
}

/** An order with everything that happened to it. */
interface WholeOrder extends OrderWithLastCharge {
  readonly charges: readonly ChargeRecord[]
  readonly refunds: readonly RefundRecord[]
  readonly incidents: readonly IncidentRecord[]
}

/** The merchant's view of it. */
export function merchantOrderOf(whole: WholeOrder, terms: MerchantViewTerms): MerchantOrder {
  const { order, charges, refunds, incidents } = whole
  return {
    ...describeOrder(whole, terms),
    returnUrl: order.returnUrl,
    metadata: { ...order.metadata },
    notifyUrl: order.notifyUrl,
    createdAt: iso(order.createdAt),
    checkoutUrl: terms.checkoutUrl(order.orderId),
    charges: charges.map(chargeForMerchant),
    refunds: refunds.map(describeRefund),
    incidents: incidents.map(incidentForMerchant),
  }
}

type MerchantReads = Pick<
  PaymentDeps['repository'],
  'ordersWithLastCharge' | 'chargesOfOrders' | 'refundsOfOrders' | 'incidentsOfOrders'
>

function chargeForMerchant(charge: ChargeRecord): MerchantOrder['charges'][number] {
  return {
    chargeId: charge.chargeId,
    status: charge.status,
    amount: charge.amount,
    openid: maskOpenid(charge.openid),
    createdAt: iso(charge.createdAt),
    expiresAt: iso(charge.expiresAt),
    paidAt: isoOrNull(charge.paidAt),
    failure: charge.failure && describeFailure(charge.failure),
  }
}

function incidentForMerchant(incident: IncidentRecord): MerchantOrder['incidents'][number] {
  return {
    kind: incident.kind,
    at: iso(incident.at),
    chargeId: incident.chargeId,
    detail: incident.detail,
  }
}
