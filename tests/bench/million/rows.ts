import type { Insertable } from 'kysely'
import { newChargeId } from '../../../server/payments/core/charge-number'
import { newOrderId, newOrderNo, newRefundId } from '../../../server/payments/core/ids'
import type {
  IdempotencyKeysTable,
  InboxTable,
  LoginsTable,
} from '../../../server/store/schema/tables'
import type {
  ChargesTable,
  OrdersTable,
  RefundsTable,
} from '../../../server/store/schema/payment-tables'

const minute = 60_000
const day = 24 * 60 * minute

type Random = (bytes: number) => Buffer

/** One order and all that it left behind. */
export interface Purchase {
  readonly order: Insertable<OrdersTable>
  readonly charges: readonly ChargesTable[]
  readonly refunds: readonly RefundsTable[]
  readonly notifications: readonly InboxTable[]
  readonly key: IdempotencyKeysTable
  readonly login: LoginsTable
}

export interface Rows {
  /** The `n`th order, placed at `at`, as it lies there at `now` (Unix ms). */
  readonly purchase: (n: number, at: number, now: number) => Purchase
}

/**
 * Of a hundred orders 85 are paid (three of these refunded), 15 ran out of time or were closed; every tenth
 * took a second charge, because the first was closed. A payer in twenty comes from the same thousand.
 */
export function createRows(random: Random): Rows {
  return {
    purchase(n, at, now) {
      const of = n % 100
      const openid = n % 20 === 0 ? regular(n) : `o${random(20).toString('base64url')}`
      const isPaid = of < 85
      const state = of < 3 ? 'refunded' : isPaid ? 'paid' : 'closed'
      const order = orderAt(random, { at, openid, state, n })
      const count = of % 10 === 9 ? 2 : 1
      const charges = Array.from({ length: count }, (_, i) =>
        chargeOf(random, order, openid, isPaid && i === count - 1),
      )
      const last = charges.at(-1)
      const lastId = last?.charge_id ?? null
      const refunds = state === 'refunded' && last ? [refundOf(random, last)] : []
      return {
        order: { ...order, last_charge_id: lastId, paid_charge_id: isPaid ? lastId : null },
        charges,
        refunds,
        notifications: isPaid ? [notification(random, at + minute, now)] : [],
        key: keyOf(random, order, openid),
        login: loginOf(random, at),
      }
    },
  }
}

const regular = (n: number) => `oRegularPayer${String((n / 20) % 1_000).padStart(15, '0')}`

function orderAt(
  random: Random,
  {
    at,
    openid,
    state,
    n,
  }: { at: number; openid: string; state: 'paid' | 'refunded' | 'closed'; n: number },
): Insertable<OrdersTable> {
  const fromMenu = n % 2 === 0
  return {
    order_id: newOrderId(random),
    order_no: fromMenu ? newOrderNo(random, at) : `S-${String(n).padStart(12, '0')}`,
    source: fromMenu ? 'item' : 'merchant',
    item: fromMenu ? 'coffee' : null,
    openid: fromMenu ? openid : null,
    amount: 100 + (n % 9_000),
    subject: '会员年费',
    body: '一年的会员，到期前一周提醒',
    state,
    closed_by: state === 'closed' ? 'expiry' : null,
    expires_at: at + day,
    paid_at: state === 'closed' ? null : at + minute,
    paid_charge_id: null,
    last_charge_id: null,
    auto_pay: 0,
    return_url: fromMenu ? null : 'https://shop.example.com/orders/thanks',
    notify_url: null,
    metadata: fromMenu ? '{}' : '{"table":"3","cashier":"7"}',
    amendments: 0,
    content_hash: fromMenu ? '' : random(32).toString('hex'),
    created_at: at,
  }
}

function chargeOf(
  random: Random,
  order: Insertable<OrdersTable>,
  openid: string,
  isPaid: boolean,
): ChargesTable {
  const at = order.created_at
  const chargeId = newChargeId(random)
  return {
    charge_id: chargeId,
    order_id: order.order_id,
    openid,
    amount: order.amount,
    status: isPaid ? 'succeeded' : 'closed',
    gateway_id: `ch_${random(12).toString('hex')}`,
    livemode: 1,
    js_api_params: sheetOf(random, at),
    create_request: null,
    created_at: at,
    expires_at: at + 30 * minute,
    checked_at: at + minute,
    next_turn_at: at + minute,
    next_check_at: null,
    paid_at: isPaid ? at + minute : null,
    transaction_no: isPaid ? `42000${random(12).toString('hex')}` : null,
    failure_reason: null,
    failure_code: null,
    failure_message: null,
    final_since: null,
    refunded: order.state === 'refunded' && isPaid ? order.amount : 0,
    refund_under_way: null,
    gateway: 'paymax',
    account: 'app',
    app_id: 'wx_app',
    grace_from: at,
    denials: 0,
    denied_since: null,
    decided_by: null,
    decided_sha256: null,
    decided_at: null,
  }
}

function sheetOf(random: Random, at: number): string {
  return JSON.stringify({
    appId: 'wx426b3015555a46be',
    timeStamp: String(Math.floor(at / 1000)),
    nonceStr: random(16).toString('hex'),
    package: `prepay_id=wx${random(16).toString('hex')}`,
    signType: 'MD5',
    paySign: random(16).toString('hex').toUpperCase(),
  })
}

function refundOf(random: Random, charge: ChargesTable): RefundsTable {
  const at = charge.created_at + 60 * minute
  return {
    refund_id: newRefundId(random),
    charge_id: charge.charge_id,
    order_id: charge.order_id,
    amount: charge.amount,
    status: 'succeeded',
    reason: '顾客取消',
    automatic: 0,
    attempt: 1,
    gateway_id: `re_${random(12).toString('hex')}`,
    created_at: at,
    sent_at: at,
    unlisted_before: 0,
    looks: 0,
    denials: 0,
    denied_since: null,
    asked_by: null,
    next_try_at: null,
    succeeded_at: at + minute,
    failure_reason: null,
    failure_code: null,
    failure_message: null,
  }
}

function notification(random: Random, at: number, now: number): InboxTable {
  return {
    inbox_key: `evt_${random(12).toString('hex')}:${random(32).toString('hex')}`,
    raw_body: random(800).toString('base64'),
    signature: random(256).toString('base64'),
    headers: '{}',
    gateway: 'paymax',
    received_at: Math.min(at, now),
    next_try_at: null,
    settled_at: Math.min(at, now),
  }
}

function keyOf(
  random: Random,
  order: Insertable<OrdersTable>,
  openid: string,
): IdempotencyKeysTable {
  return {
    owner: openid,
    idempotency_key: random(16).toString('hex'),
    request_hash: random(32).toString('hex'),
    stands_for: order.order_id,
    created_at: order.created_at,
  }
}

function loginOf(random: Random, at: number): LoginsTable {
  return {
    state: random(16).toString('base64url'),
    target: 'checkout?item=coffee',
    browser_hash: random(32).toString('hex'),
    created_at: at,
    code_hash: random(32).toString('hex'),
    claimed_at: at,
    outcome: 'code_invalid',
    openid: null,
    exchanged_at: at,
    forget_at: at + 30 * 24 * 3_600_000,
  }
}
