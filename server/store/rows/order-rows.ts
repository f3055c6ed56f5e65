import type { Selectable, Insertable } from 'kysely'
import type { OrderRecord } from '../../payments/core/records'
import type { OrdersTable } from '../schema/payment-tables'

export function orderOf(row: Selectable<OrdersTable>): OrderRecord {
  return {
    orderId: row.order_id,
    orderNo: row.order_no,
    source: row.source,
    item: row.item,
    openid: row.openid,
    amount: row.amount,
    currency: 'CNY',
    subject: row.subject,
    body: row.body,
    state: row.state,
    closedBy: row.closed_by,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
    paidChargeId: row.paid_charge_id,
    lastChargeId: row.last_charge_id,
    autoPay: row.auto_pay === 1,
    returnUrl: row.return_url,
    notifyUrl: row.notify_url,
    metadata: JSON.parse(row.metadata) as Record<string, string>,
    amendments: row.amendments,
    contentHash: row.content_hash,
    createdAt: row.created_at,
    ...(row.unknown_payment !== null && { unknownPayment: row.unknown_payment }),
  }
}

export function rowOfOrder(order: OrderRecord): Insertable<OrdersTable> {
  return {
    order_id: order.orderId,
    order_no: order.orderNo,
    source: order.source,
    item: order.item,
    openid: order.openid,
    amount: order.amount,
    subject: order.subject,
    body: order.body,
    state: order.state,
    closed_by: order.closedBy,
    expires_at: order.expiresAt,
    paid_at: order.paidAt,
    paid_charge_id: order.paidChargeId,
    last_charge_id: order.lastChargeId,
    auto_pay: order.autoPay ? 1 : 0,
    return_url: order.returnUrl,
    notify_url: order.notifyUrl,
    metadata: JSON.stringify(order.metadata),
    amendments: order.amendments,
    content_hash: order.contentHash,
    created_at: order.createdAt,
  }
}
