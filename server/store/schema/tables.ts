/**
 * The rows, the same on libsql and PostgreSQL: text, integers (times in Unix ms, amounts in fen),
 * flags as 0 and 1, JSON as text.
 */
import type { Generated } from 'kysely'
import type { ChargeStatus } from '../../contract/charges'
import type { FailureReason } from '../../contract/failures'
import type { IncidentKind } from '../../contract/merchant'
import type { LoginOutcome } from '../../login/login-book'
import type { GatewayName, OrderState } from '../../payments/core/records'
import type { RefundState } from '../../payments/core/transitions'
import type {
  NotificationAddressesTable,
  NotificationAttemptsTable,
  NotificationsTable,
} from './notification-tables'

export interface OrdersTable {
  order_id: string
  order_no: string
  source: 'merchant' | 'item' | 'amount'
  item: string | null
  openid: string | null
  amount: number
  subject: string
  body: string
  state: OrderState
  closed_by: 'expiry' | 'merchant' | null
  expires_at: number
  paid_at: number | null
  paid_charge_id: string | null
  last_charge_id: string | null
  auto_pay: number
  return_url: string | null
  notify_url: string | null
  metadata: string
  amendments: number
  content_hash: string
  created_at: number
  /** How many notifications its shop was sent; the sequence of the last one. */
  notified: Generated<number>
}

export interface ChargesTable {
  charge_id: string
  order_id: string
  openid: string
  amount: number
  status: ChargeStatus
  gateway_id: string | null
  livemode: number | null
  js_api_params: string | null
  /** The very text; null where it may not be sent again, and once nobody will. */
  create_request: string | null
  created_at: number
  expires_at: number
  checked_at: number | null
  /** Nobody asks the gateway again before this. */
  next_turn_at: number
  /** The worker looks at it from this on; null once it can no longer change. */
  next_check_at: number | null
  paid_at: number | null
  transaction_no: string | null
  failure_reason: FailureReason | null
  failure_code: string | null
  failure_message: string | null
  final_since: number | null
  refunded: number
  refund_under_way: string | null
  gateway: GatewayName
  account: string | null
  app_id: string | null
  grace_from: number | null
  denials: number
  denied_since: number | null
}

export interface RefundsTable {
  refund_id: string
  charge_id: string
  order_id: string
  amount: number
  status: RefundState
  reason: string | null
  automatic: number
  attempt: number
  gateway_id: string | null
  created_at: number
  sent_at: number | null
  unlisted_before: number | null
  looks: number
  /** The worker takes its next step from this on; null once it has ended. */
  next_try_at: number | null
  succeeded_at: number | null
  failure_reason: FailureReason | null
  failure_code: string | null
  failure_message: string | null
  denials: number
  denied_since: number | null
}

export interface IncidentsTable {
  incident_key: string
  order_id: string | null
  charge_id: string | null
  kind: IncidentKind
  at: number
  detail: string
}

export interface InboxTable {
  inbox_key: string
  /** Base64: the bytes are what was signed. */
  raw_body: string
  signature: string
  /** JSON: those that the signature needs, by their names in lower case. */
  headers: string | null
  gateway: GatewayName
  received_at: number
  next_try_at: number | null
  settled_at: number | null
}

export interface IdempotencyKeysTable {
  owner: string
  idempotency_key: string
  request_hash: string
  stands_for: string
  created_at: number
}

/** Which of a payer's orders is the one for this item at its price, or for this amount with its remark. */
export interface OrderSlotsTable {
  openid: string
  slot: string
  order_id: string
  taken_at: number
}

export interface LoginsTable {
  state: string
  target: string
  browser_hash: string
  created_at: number
  code_hash: string | null
  claimed_at: number | null
  outcome: LoginOutcome | null
  openid: string | null
  exchanged_at: number | null
  /** From then on it may be forgotten as if it had never been. */
  forget_at: number
}

/** Written to find out whether anything can be written, and taken away with the next. */
export interface WriteProofsTable {
  proof_id: string
  at: number
  filler: string
}

/** A payer had a charge of an order made or closed. */
export interface ChargeAttemptsTable {
  order_id: string
  openid: string
  at: number
}

/** What stays of an order that was moved into a file. Nothing of its payer. */
export interface ArchivedOrdersTable extends Pick<
  OrdersTable,
  | 'order_id'
  | 'order_no'
  | 'source'
  | 'amount'
  | 'subject'
  | 'body'
  | 'state'
  | 'closed_by'
  | 'expires_at'
  | 'paid_at'
  | 'content_hash'
  | 'created_at'
  | 'notified'
> {
  /** What had gone back of its payment. */
  refunded: number
  /** When anything last happened to it. */
  last_at: number
  archived_at: number
}

/** So that a late word about it is known to be about something of ours. */
export type ArchivedChargesTable = Pick<ChargesTable, 'charge_id' | 'order_id' | 'status'>

export interface Tables {
  archived_orders: ArchivedOrdersTable
  archived_charges: ArchivedChargesTable
  orders: OrdersTable
  charges: ChargesTable
  refunds: RefundsTable
  incidents: IncidentsTable
  inbox: InboxTable
  idempotency_keys: IdempotencyKeysTable
  order_slots: OrderSlotsTable
  logins: LoginsTable
  charge_attempts: ChargeAttemptsTable
  write_proofs: WriteProofsTable
  notifications: NotificationsTable
  notification_attempts: NotificationAttemptsTable
  notification_addresses: NotificationAddressesTable
}
