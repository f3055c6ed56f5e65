/**
 * The rows, the same on libsql and PostgreSQL: text, integers (times in Unix ms, amounts in fen),
 * flags as 0 and 1, JSON as text.
 */
import type { PageEvent } from '../../contract/page-events'
import type { LoginOutcome } from '../../login/login-repository'
import type { GatewayName } from '../../payments/core/records'
import type { ArchivedOrdersTable, ArchivedChargesTable } from './archive-tables'
import type {
  NotificationAddressesTable,
  NotificationAttemptsTable,
  NotificationsTable,
} from './notification-tables'
import type { OrdersTable, ChargesTable, RefundsTable, IncidentsTable } from './payment-tables'

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

/** What the store was last used with: a name, and what tells a change of it. */
export interface UsedWithTable {
  name: string
  value: string
}

/** From a backup to when it was put back: what came between is in no book. */
export interface RestoredGapsTable {
  backup_at: number
  restored_at: number
  /** What was begun before `restored_at` may be paid until then. */
  covers_until: number
  /** One process at a time asks. */
  next_try_at: number
  /** Null until the gateways have been asked about all of it. */
  asked_at: number | null
}

/** A day of a gap whose statement was read. */
export interface RestoredDaysTable {
  backup_at: number
  gateway: GatewayName
  day: string
}

/** A payer had a charge of an order made or closed. */
export interface ChargeAttemptsTable {
  order_id: string
  openid: string
  at: number
}

/** What a busy caller has spent of its limit in a minute, at all processes. */
export interface LimitCountsTable {
  /** Of Unix time. */
  minute: number
  /** Says to nobody who it is. */
  who: string
  spent: number
}

/** What a payer's page said of its sheet: a claim from outside. Only `npm run inspect` reads it. */
export interface PageEventsTable {
  order_id: string
  /** Among those of its order, from 1. */
  place: number
  /** Null where the page named none, or none of this order's. */
  charge_id: string | null
  event: PageEvent['event']
  /** `other`: a page of a later build told one that was not known here. */
  kind: Extract<PageEvent, { kind: string }>['kind'] | 'other' | null
  at: number
}

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
  limit_counts: LimitCountsTable
  page_events: PageEventsTable
  used_with: UsedWithTable
  restored_gaps: RestoredGapsTable
  restored_days: RestoredDaysTable
  notifications: NotificationsTable
  notification_attempts: NotificationAttemptsTable
  notification_addresses: NotificationAddressesTable
}
