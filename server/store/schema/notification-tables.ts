/** The rows of what the shop is told; kinds of columns as in `tables.ts`. */
import type { Generated } from 'kysely'
import type { NotificationStatus, NotificationType } from '../../contract/notifications'

/** What a shop is told, written in the commit that changed its order. */
export interface NotificationsTable {
  notification_id: string
  order_id: string
  order_no: string
  sequence: number
  type: NotificationType
  refund_id: string | null
  url: string
  /** Origin and path of `url`. */
  address: string
  body: string
  created_at: number
  status: NotificationStatus
  /** 1 where its address fails. */
  lane: number
  /** It is sent from this on; null once it has ended. */
  next_try_at: number | null
  tried_since: number
  tries: number
  /** Over all times that it was asked for. */
  attempts: number
  /** 1 where it was asked for again. */
  resent: number
  ended_at: number | null
  /** Who had it sent again: see `rows/acts.ts`. */
  acts: Generated<string>
}

export interface NotificationAttemptsTable {
  notification_id: string
  attempt: number
  at: number
  status: number | null
  error: string | null
  took_ms: number
  answer: string
}

/** Addresses that failed when they were last tried. */
export interface NotificationAddressesTable {
  address: string
  failing_since: number
  /** It answered 410; null: it is tried. */
  off_since: number | null
}
