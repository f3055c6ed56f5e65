/** Gives a payer one order for the same thing at a time, however many requests come at once. */
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely'
import type { SlotAnswer, SlotOpening } from '../../payments/core/order-repository'
import type { OrderRecord } from '../../payments/core/records'
import { idempotencyClaim, keepIdempotencyClaim } from '../rows/idempotency'
import { insertOrder } from '../rows/insert-order'
import { prepared } from '../engine/prepared'
import { orderOf } from '../rows/order-rows'
import type { OrderSlotsTable, Tables } from '../schema/tables'
import type { OrdersTable } from '../schema/payment-tables'

/**
 * Inserts the slot's row, or waits for whoever has locked it, and locks it until our commit: every later read
 * sees all earlier requests (PostgreSQL; on the embedded database the transaction holds the only write lock).
 * Slot before key everywhere: the reverse order could deadlock.
 */
const holdSlot = prepared((db, row: OrderSlotsTable) =>
  db
    .insertInto('order_slots')
    .values({
      openid: row.openid,
      slot: row.slot,
      order_id: row.order_id,
      taken_at: row.taken_at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['openid', 'slot'])
        .doUpdateSet((eb) => ({ order_id: eb.ref('order_slots.order_id') })),
    )
    .returning(['order_id', 'taken_at']),
)

const passOn = prepared((db, row: OrderSlotsTable) =>
  db
    .updateTable('order_slots')
    .set({ order_id: row.order_id, taken_at: row.taken_at })
    .where('openid', '=', row.openid)
    .where('slot', '=', row.slot),
)

const payable = prepared((db, { orderId, now }: { orderId: string; now: number }) =>
  db
    .selectFrom('orders')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', '=', sql.lit('open'))
    .where('expires_at', '>', now),
)

/** See the port. */
export async function openInSlot(db: Kysely<Tables>, opening: SlotOpening): Promise<SlotAnswer> {
  try {
    return await db.transaction().execute((transaction) => open(transaction, opening))
  } catch (reason) {
    if (reason instanceof NothingKept) return reason.answer
    throw reason
  }
}

/** Rolls the transaction back, including the slot's row, and carries the answer. */
class NothingKept extends Error {
  readonly answer: SlotAnswer

  constructor(answer: SlotAnswer) {
    super('Nothing is kept.')
    this.answer = answer
  }
}

async function open(transaction: Transaction<Tables>, opening: SlotOpening): Promise<SlotAnswer> {
  const { order, claim } = opening
  const mine = rowOf(opening, order.orderId, opening.now)
  const [held] = await holdSlot(transaction, mine)
  const known = await idempotencyClaim(transaction, claim.owner, claim.key)
  if (known) throw new NothingKept({ outcome: 'known', claim: known })
  // Read before paid orders: a holder that is paid between the two reads is then reported as paid.
  const given = await givenAgain(transaction, opening, held)
  const paid = await justPaid(transaction, opening)
  if (paid) throw new NothingKept({ outcome: 'just_paid', order: paid })
  await keepClaim(transaction, { ...claim, standsFor: (given ?? order).orderId })
  if (given) return { outcome: 'given', order: given }
  if (!(await insertOrder(transaction, order))) throw new NothingKept({ outcome: 'number_taken' })
  if (held?.order_id !== order.orderId) await passOn(transaction, mine)
  return { outcome: 'opened', order }
}

async function keepClaim(
  transaction: Transaction<Tables>,
  claim: SlotOpening['claim'],
): Promise<void> {
  if (await keepIdempotencyClaim(transaction, claim)) return
  // The same key at the same instant for another slot.
  const winner = await idempotencyClaim(transaction, claim.owner, claim.key)
  throw winner ? new NothingKept({ outcome: 'known', claim: winner }) : new Error('no such key')
}

const rowOf = (
  { order: { openid }, slot }: SlotOpening,
  orderId: string,
  takenAt: number,
): OrderSlotsTable => ({ openid, slot, order_id: orderId, taken_at: takenAt })

/** The order that holds the slot, if it still does; otherwise one from before slots existed. */
async function givenAgain(
  transaction: Transaction<Tables>,
  opening: SlotOpening,
  held: Pick<OrderSlotsTable, 'order_id' | 'taken_at'> | undefined,
): Promise<OrderRecord | null> {
  const { order, heldSince, now } = opening
  if (held && held.order_id !== order.orderId && held.taken_at > (heldSince ?? -Infinity)) {
    const [holder] = await payable(transaction, { orderId: held.order_id, now })
    if (holder) return orderOf(holder)
  }
  const row = await openOfBefore(transaction, opening)
  if (!row) return null
  await passOn(transaction, rowOf(opening, row.order_id, row.created_at))
  return orderOf(row)
}

/** This payer's newest open order for what the slot stands for. */
async function openOfBefore(
  transaction: Transaction<Tables>,
  { order, heldSince, now }: SlotOpening,
): Promise<Selectable<OrdersTable> | undefined> {
  const { item, amount, body, openid } = order
  return transaction
    .selectFrom('orders')
    .selectAll()
    .where('openid', '=', openid)
    .where('state', '=', sql.lit('open'))
    .where('expires_at', '>', now)
    .where('created_at', '>', heldSince ?? 0)
    .where('amount', '=', amount)
    .$if(item !== null, (query) => query.where('item', '=', item))
    .$if(item === null, (query) => query.where('source', '=', 'amount').where('body', '=', body))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The same thing in any slot: an item at any price, an amount with any remark. */
async function justPaid(
  transaction: Transaction<Tables>,
  { order, paidSince }: SlotOpening,
): Promise<OrderRecord | null> {
  if (paidSince === null) return null
  const row = await transaction
    .selectFrom('orders')
    .selectAll()
    .where('openid', '=', order.openid)
    .$if(order.item !== null, (query) => query.where('item', '=', order.item))
    .$if(order.item === null, (query) =>
      query.where('source', '=', 'amount').where('amount', '=', order.amount),
    )
    .where('state', '=', 'paid')
    .where('paid_at', '>=', paidSince)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? orderOf(row) : null
}
