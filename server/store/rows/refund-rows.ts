import type { Selectable } from 'kysely'
import type { RefundRecord } from '../../payments/core/records'
import type { RefundsTable } from '../schema/payment-tables'
import { failureOf, failureColumns } from './failure-columns'

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
    ...(row.asked_by !== null && { askedBy: row.asked_by }),
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
    asked_by: refund.askedBy ?? null,
  }
}
