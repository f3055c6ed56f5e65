/** Converts between rows and records. JSON in a row was written by us and is not validated again. */
import type { Selectable } from 'kysely'
import type { JsApiParams } from '../../contract/charges'
import type { ChargeRecord } from '../../payments/core/records'
import type { ChargesTable } from '../schema/payment-tables'
import { failureOf, failureColumns } from './failure-columns'

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

/** A charge that is only starting: nothing of the gateway's is known, except an id that is our own. */
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
    decided_by: null,
    decided_sha256: null,
    decided_at: null,
  }
}
