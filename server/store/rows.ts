/** Between rows and records. What is JSON in a row was written by us, so it is trusted back. */
import type { Selectable } from 'kysely'
import type { JsApiParams } from '../contract'
import type { ChargeRecord, OrderRecord } from '../payments/records'
import type { ChargesTable, OrdersTable } from './tables'

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
    contentHash: row.content_hash,
    createdAt: row.created_at,
  }
}

export function rowOfOrder(order: OrderRecord): OrdersTable {
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
    content_hash: order.contentHash,
    created_at: order.createdAt,
  }
}

export function chargeOf(row: Selectable<ChargesTable>): ChargeRecord {
  return {
    chargeId: row.charge_id,
    orderId: row.order_id,
    openid: row.openid,
    amount: row.amount,
    currency: 'CNY',
    status: row.status,
    gatewayId: row.gateway_id,
    livemode: row.livemode === null ? null : row.livemode === 1,
    jsApiParams: row.js_api_params === null ? null : (JSON.parse(row.js_api_params) as JsApiParams),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    checkedAt: row.checked_at,
    paidAt: row.paid_at,
    transactionNo: row.transaction_no,
    failure:
      row.failure_code === null
        ? null
        : { code: row.failure_code, message: row.failure_message ?? '' },
  }
}

/** A charge that is only beginning: nothing of the gateway's is known yet. */
export function rowOfNewCharge(charge: ChargeRecord): ChargesTable {
  return {
    charge_id: charge.chargeId,
    order_id: charge.orderId,
    openid: charge.openid,
    amount: charge.amount,
    status: charge.status,
    gateway_id: null,
    livemode: null,
    js_api_params: null,
    created_at: charge.createdAt,
    expires_at: charge.expiresAt,
    checked_at: null,
    next_turn_at: 0,
    next_check_at: null,
    paid_at: null,
    transaction_no: null,
    failure_code: null,
    failure_message: null,
  }
}
