/** A person has compared by hand what was paid since a backup, and says that its orders can be charged. */
import type { Kysely } from 'kysely'
import { appendKeyAction } from '../rows/key-actions'
import type { Tables } from '../schema/tables'

export interface ByHand {
  /** Who says so. */
  readonly by: string
  /** Unix ms */
  readonly at: number
}

/**
 * Ends every gap that is open, whatever its statements: in the story of each order that it held stands who said so.
 * An order with a payment that is not recorded stays held.
 * @returns how many orders were held
 */
export async function freeBackupOrders(db: Kysely<Tables>, { by, at }: ByHand): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('restored_gaps')
      .set({ asked_at: at })
      .where('asked_at', 'is', null)
      .returning('restored_at')
      .execute()
    if (ended.length === 0) return 0
    const { numUpdatedRows } = await transaction
      .updateTable('orders')
      .set({ acts: appendKeyAction({ at, what: 'freed', by }) })
      .where('state', '=', 'open')
      .where('created_at', '<', Math.max(...ended.map((gap) => gap.restored_at)))
      .executeTakeFirst()
    return Number(numUpdatedRows)
  })
}

/**
 * Lets go of a payment that is not recorded: it was dealt with elsewhere, as in the gateway's console.
 * @returns false where the order is not held by one
 */
export async function freeOrder(
  db: Kysely<Tables>,
  orderNo: string,
  { by, at }: ByHand,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('orders')
    .set({ unknown_payment: null, acts: appendKeyAction({ at, what: 'freed', by }) })
    .where('order_no', '=', orderNo)
    .where('unknown_payment', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
