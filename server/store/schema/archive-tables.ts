import type { OrdersTable, ChargesTable } from './payment-tables'

/** What remains of an archived order. Nothing of its payer. */
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
  | 'forgotten_at'
> {
  /** fen refunded of its payment. */
  refunded: number
  /** When anything last happened to it. */
  last_at: number
  archived_at: number
}

/** So that a late report on it is recognised as ours. */
export type ArchivedChargesTable = Pick<ChargesTable, 'charge_id' | 'order_id' | 'status'>
