/** Between rows and records. What is JSON in a row was written by us, so it is trusted back. */
import type { Insertable, Selectable } from 'kysely'
import type { JsApiParams } from '../../contract/charges'
import type { FailureReason } from '../../contract/failures'
import type { GatewayFailure } from '../../payments/core/gateway'
import type { ChargeRecord, OrderRecord, RefundRecord } from '../../payments/core/records'
import type { ChargesTable, OrdersTable, RefundsTable } from '../schema/tables'

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
    createRequest: row.create_request,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    checkedAt: row.checked_at,
    paidAt: row.paid_at,
    transactionNo: row.transaction_no,
    failure: failureOf(row),
    finalSince: row.final_since,
    refunded: row.refunded,
    refundUnderWay: row.refund_under_way,
    gateway: row.gateway,
    account: row.account,
    appId: row.app_id,
    graceFrom: row.grace_from ?? row.created_at,
    denials: row.denials,
    deniedSince: row.denied_since,
  }
}

export function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value)
}

interface FailureColumns {
  readonly failure_reason: FailureReason | null
  readonly failure_code: string | null
  readonly failure_message: string | null
}

function failureOf(row: FailureColumns): GatewayFailure | null {
  if (row.failure_code === null) return null
  const { failure_reason: reason, failure_code: code, failure_message: message } = row
  return { reason: reason ?? 'unknown', code, message: message ?? '' }
}

export function failureColumns(failure: GatewayFailure | null): FailureColumns {
  return {
    failure_reason: failure?.reason ?? null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
  }
}

/** A charge that is only beginning: of the gateway's nothing is known but an id that is ours. */
export function rowOfNewCharge(charge: ChargeRecord, nextCheckAt: number): ChargesTable {
  return {
    charge_id: charge.chargeId,
    order_id: charge.orderId,
    openid: charge.openid,
    amount: charge.amount,
    status: charge.status,
    gateway_id: charge.gatewayId,
    livemode: null,
    js_api_params: null,
    create_request: charge.createRequest,
    created_at: charge.createdAt,
    expires_at: charge.expiresAt,
    checked_at: null,
    next_turn_at: 0,
    next_check_at: nextCheckAt,
    paid_at: null,
    transaction_no: null,
    ...failureColumns(null),
    final_since: null,
    refunded: 0,
    refund_under_way: null,
    gateway: charge.gateway,
    account: charge.account,
    app_id: charge.appId,
    grace_from: charge.graceFrom,
    denials: 0,
    denied_since: null,
  }
}

export function refundOf(row: Selectable<RefundsTable>): RefundRecord {
  return {
    refundId: row.refund_id,
    chargeId: row.charge_id,
    orderId: row.order_id,
    amount: row.amount,
    status: row.status,
    reason: row.reason,
    automatic: row.automatic === 1,
    attempt: row.attempt,
    gatewayId: row.gateway_id,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    unlistedBefore: row.unlisted_before,
    looks: row.looks,
    nextTryAt: row.next_try_at,
    succeededAt: row.succeeded_at,
    failure: failureOf(row),
    denials: row.denials,
    deniedSince: row.denied_since,
  }
}

export function rowOfRefund(refund: RefundRecord): RefundsTable {
  return {
    refund_id: refund.refundId,
    charge_id: refund.chargeId,
    order_id: refund.orderId,
    amount: refund.amount,
    status: refund.status,
    reason: refund.reason,
    automatic: refund.automatic ? 1 : 0,
    attempt: refund.attempt,
    gateway_id: refund.gatewayId,
    created_at: refund.createdAt,
    sent_at: refund.sentAt,
    unlisted_before: refund.unlistedBefore,
    looks: refund.looks,
    next_try_at: refund.nextTryAt,
    succeeded_at: refund.succeededAt,
    ...failureColumns(refund.failure),
    denials: refund.denials,
    denied_since: refund.deniedSince,
  }
}
