import { sql } from 'kysely'
import type { Database } from '../engine/database'
import { holdRows } from '../archive/archive'
import { overBefore } from '../archive/finished-orders'
import { emptyLog } from './empty-log'
import { erase, type Erased } from './erase'
import { forgetWebhooksNaming } from './forget-webhooks'
import { hasNothingToSend, whyNotErased, type Reason } from './why-not-erased'

/** Later than anything that happens. */
const ever = Number.MAX_SAFE_INTEGER

export interface Forgotten extends Erased {
  /** Of archived orders, of which only the payer's remark is here. */
  readonly remarks: number
  readonly webhooks: number
  /** Webhooks that are still to be applied. */
  readonly waiting: number
  /** Numbers of orders that have not ended, and what they wait for. */
  readonly left: readonly { readonly orderNo: string; readonly reason: Reason }[]
}

/** Erases personal data of payers. Each method is atomic and may run beside the backend. */
export interface Eraser {
  /** @returns the order's id, archived or not; null where there is no order with this number */
  orderOfNumber(orderNo: string): Promise<string | null>
  /** Ids of all orders that this payer opened or started to pay. */
  ordersOfPayer(openid: string): Promise<string[]>
  /** @param openid this payer's rows only; null: everybody's */
  forget(orderIds: readonly string[], openid: string | null, at: number): Promise<Forgotten>
  /**
   * Deletes the payer's logins of the last hour; older ones no longer contain the openid.
   * @returns how many
   */
  forgetSignIns(openid: string): Promise<number>
  /**
   * Erases everybody in orders that ended before `before` (Unix ms), the oldest first.
   * @returns how many, at most `limit`
   */
  forgetOlder(before: number, limit: number, at: number): Promise<number>
  /**
   * Erases remarks of archived orders and deletes webhooks that were given up, from before `before`.
   * @returns the larger of the two counts
   */
  forgetLeftovers(before: number, limit: number, at: number): Promise<number>
  /** @returns false where the embedded database's log still has what was erased: see `empty-log.ts` */
  emptyLog(): Promise<boolean>
}

/** Orders per transaction, so that payments can run in between. */
const batch = 50

export function createEraser(database: Database): Eraser {
  const { kind, db } = database

  async function forgetSome(
    orderIds: readonly string[],
    openid: string | null,
    before: number,
    at: number,
  ): Promise<Erased> {
    return db.transaction().execute(async (transaction) => {
      if (kind === 'postgres') await holdRows(transaction, orderIds)
      const over = await overBefore(transaction, before)
        .where(hasNothingToSend)
        .where('order_id', 'in', orderIds)
        .execute()
      return erase(
        transaction,
        over.map((row) => row.order_id),
        openid,
        at,
      )
    })
  }

  async function forgetRemarks(orderIds: readonly string[], at: number): Promise<number> {
    const { numUpdatedRows } = await db
      .updateTable('archived_orders')
      .set((eb) => ({ body: eb.ref('subject'), forgotten_at: at }))
      .where('order_id', 'in', orderIds)
      .where('source', '=', 'amount')
      // The condition makes the database look them up by id instead of scanning all that are still to be
      // erased.
      .where(sql<boolean>`coalesce(forgotten_at, 0) = 0`)
      .executeTakeFirst()
    return Number(numUpdatedRows)
  }

  return {
    emptyLog: () => emptyLog(database),

    async orderOfNumber(orderNo) {
      for (const table of ['orders', 'archived_orders'] as const) {
        const row = await db
          .selectFrom(table)
          .select('order_id')
          .where('order_no', '=', orderNo)
          .executeTakeFirst()
        if (row) return row.order_id
      }
      return null
    },

    async ordersOfPayer(openid) {
      const rows = await db
        .selectFrom('orders')
        .select('order_id')
        .where('openid', '=', openid)
        .union(db.selectFrom('charges').select('order_id').where('openid', '=', openid))
        .execute()
      return rows.map((row) => row.order_id)
    },

    async forget(orderIds, openid, at) {
      const all = { orders: 0, charges: 0, notifications: 0, remarks: 0 }
      for (let n = 0; n < orderIds.length; n += batch) {
        const some = orderIds.slice(n, n + batch)
        const erased = await forgetSome(some, openid, ever, at)
        all.orders += erased.orders
        all.charges += erased.charges
        all.notifications += erased.notifications
        all.remarks += await forgetRemarks(some, at)
      }
      const left = await whyNotErased(db, orderIds, openid)
      const { gone, waiting } = await forgetWebhooksNaming(db, orderIds, openid)
      return { ...all, webhooks: gone, waiting, left }
    },

    async forgetSignIns(openid) {
      const { numUpdatedRows } = await db
        .updateTable('logins')
        .set({ openid: null, outcome: 'code_invalid' })
        .where('openid', '=', openid)
        .executeTakeFirst()
      return Number(numUpdatedRows)
    },

    async forgetOlder(before, limit, at) {
      const old = await overBefore(db, before)
        .clearSelect()
        .select('order_id')
        .where('forgotten_at', 'is', null)
        .where(hasNothingToSend)
        .orderBy('created_at')
        .orderBy('order_id')
        .limit(limit)
        .execute()
      const orderIds = old.map((row) => row.order_id)
      for (let n = 0; n < orderIds.length; n += batch) {
        await forgetSome(orderIds.slice(n, n + batch), null, before, at)
      }
      return orderIds.length
    },

    async forgetLeftovers(before, limit, at) {
      const old = await db
        .selectFrom('archived_orders')
        .select('order_id')
        .where('source', '=', 'amount')
        .where('forgotten_at', 'is', null)
        .where('last_at', '<', before)
        .orderBy('last_at')
        .limit(limit)
        .execute()
      const orderIds = old.map((row) => row.order_id)
      if (orderIds.length > 0) await forgetRemarks(orderIds, at)
      const { numDeletedRows } = await db
        .deleteFrom('inbox')
        .where('inbox_key', 'in', (eb) =>
          eb
            .selectFrom('inbox')
            .select('inbox_key')
            .where('settled_at', 'is', null)
            .where('next_try_at', 'is', null)
            .where('received_at', '<', before)
            .orderBy('received_at')
            .limit(limit),
        )
        .executeTakeFirst()
      return Math.max(orderIds.length, Number(numDeletedRows))
    },
  }
}
