/** Which columns identify a payer, and what replaces them. See docs/personal-data.md. */
import { sql, type Transaction } from 'kysely'
import { deleteAttemptsOf } from '../rows/delete-attempts'
import type { Tables } from '../schema/tables'

/** Number of rows erased. */
export interface Erased {
  readonly orders: number
  readonly charges: number
  readonly notifications: number
}

/** A charge's openid cannot be null; no payer has this one. */
export const nobody = ''

/**
 * Erases orders that have ended, in one transaction. Amounts, times and numbers stay, so that accounting,
 * refunds and statements still work: none of them needs to know who paid.
 * @param openid this payer's rows only; null: everybody's
 */
export async function erase(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
  openid: string | null,
  at: number,
): Promise<Erased> {
  if (orderIds.length === 0) return { orders: 0, charges: 0, notifications: 0 }
  await eraseClaims(transaction, orderIds, openid)
  return {
    orders: await eraseOrders(transaction, orderIds, openid, at),
    charges: await eraseCharges(transaction, orderIds, openid),
    notifications: await dropNotifications(transaction, orderIds),
  }
}

/** Only what a payer typed is personal: other text of an order is its shop's. */
const withoutRemark = sql<string>`case when source = 'amount' then subject else body end`

async function eraseOrders(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
  openid: string | null,
  at: number,
): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('orders')
    .set({ openid: null, body: withoutRemark })
    .$if(openid === null, (query) => query.set({ forgotten_at: at }))
    .where('order_id', 'in', orderIds)
    .$if(openid !== null, (query) => query.where('openid', '=', openid))
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** The credential is no longer valid; the create request identifies the payer too. */
async function eraseCharges(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
  openid: string | null,
): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('charges')
    .set({ openid: nobody, create_request: null, js_api_params: null })
    .where('order_id', 'in', orderIds)
    .where('openid', openid === null ? '<>' : '=', openid ?? nobody)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

/** The payer's slots, idempotency keys and counted attempts. A refund's key is the merchant's own. */
async function eraseClaims(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
  openid: string | null,
): Promise<void> {
  for (const table of ['order_slots', 'charge_attempts'] as const) {
    await transaction
      .deleteFrom(table)
      .where('order_id', 'in', orderIds)
      .$if(openid !== null, (query) => query.where('openid', '=', openid ?? nobody))
      .execute()
  }
  await transaction
    .deleteFrom('idempotency_keys')
    .where('stands_for', 'in', orderIds)
    .$if(openid !== null, (query) => query.where('owner', '=', openid ?? nobody))
    .execute()
}

/** A body contains the order with its remark and masked openids; a shop's answer may contain anything. */
async function dropNotifications(
  transaction: Transaction<Tables>,
  orderIds: readonly string[],
): Promise<number> {
  const gone = await transaction
    .deleteFrom('notifications')
    .where('order_id', 'in', orderIds)
    .returning('notification_id')
    .execute()
  return deleteAttemptsOf(transaction, gone)
}
