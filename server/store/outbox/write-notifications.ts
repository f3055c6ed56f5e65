import type { Insertable, Transaction } from 'kysely'
import { addressOf } from '../../notifications/address'
import type { OrderEvent, OrderFacts, Outbox } from '../../notifications/outbox'
import type { NotificationsTable } from '../schema/notification-tables'
import type { Tables } from '../schema/tables'
import { factsOf } from '../lookups/order-facts'

/** Rows per statement; databases limit the number of values. */
const atOnce = 500

/**
 * Writes events as notifications that are due at once, each with its body: neither a later attempt nor a
 * later change of the order alters it.
 * @returns how many; events of orders without an address write none
 */
export async function writeNotifications(
  transaction: Transaction<Tables>,
  outbox: Outbox,
  events: readonly OrderEvent[],
): Promise<number> {
  if (events.length === 0) return 0
  const facts = await factsOf(transaction, [...new Set(events.map(({ orderId }) => orderId))])
  const told = events.flatMap((event) => {
    const known = facts.get(event.orderId)
    const url = known ? outbox.urlFor(known.order) : null
    return known && url !== null ? [{ event, facts: known, url }] : []
  })
  if (told.length === 0) return 0
  const last = await countNotified(
    transaction,
    told.map(({ event }) => event.orderId),
  )
  const state = await stateOfAddresses(
    transaction,
    told.map(({ url }) => addressOf(url)),
  )
  const now = outbox.now()
  const rows = told.map(({ event, facts: known, url }) => {
    const left = last.get(event.orderId) ?? { sequence: 1, more: 1 }
    left.more -= 1
    return rowOf(
      outbox,
      event,
      known,
      url,
      left.sequence - left.more,
      state.get(addressOf(url)),
      now,
    )
  })
  for (let from = 0; from < rows.length; from += atOnce) {
    await transaction
      .insertInto('notifications')
      .values(rows.slice(from, from + atOnce))
      .execute()
  }
  return rows.length
}

/**
 * Increases each order's sequence by the number of its events.
 * @returns its last sequence number, and how many there are
 */
async function countNotified(transaction: Transaction<Tables>, orderIds: readonly string[]) {
  const times = new Map<string, number>()
  for (const orderId of orderIds) times.set(orderId, (times.get(orderId) ?? 0) + 1)
  const counted = new Map<string, { sequence: number; more: number }>()
  for (const more of new Set(times.values())) {
    const ids = [...times].filter(([, n]) => n === more).map(([orderId]) => orderId)
    for (const table of ['orders', 'archived_orders'] as const) {
      const left = ids.filter((orderId) => !counted.has(orderId))
      if (left.length === 0) break
      const rows = await transaction
        .updateTable(table)
        .set((eb) => ({ notified: eb('notified', '+', more) }))
        .where('order_id', 'in', left)
        .returning(['order_id', 'notified'])
        .execute()
      for (const row of rows) counted.set(row.order_id, { sequence: row.notified, more })
    }
  }
  return counted
}

async function stateOfAddresses(transaction: Transaction<Tables>, addresses: readonly string[]) {
  const rows = await transaction
    .selectFrom('notification_addresses')
    .select(['address', 'off_since'])
    .where('address', 'in', [...new Set(addresses)])
    .execute()
  return new Map(rows.map((row) => [row.address, row.off_since === null ? 'failing' : 'off']))
}

function rowOf(
  outbox: Outbox,
  event: OrderEvent,
  facts: OrderFacts,
  url: string,
  sequence: number,
  addressState: string | undefined,
  now: number,
): Insertable<NotificationsTable> {
  const isOff = addressState === 'off'
  return {
    notification_id: outbox.newId(),
    order_id: event.orderId,
    order_no: facts.order.orderNo,
    sequence,
    type: event.type,
    refund_id: event.refundId ?? null,
    url,
    address: addressOf(url),
    body: outbox.describe(event, facts, sequence, now),
    created_at: now,
    status: isOff ? 'switched_off' : 'pending',
    lane: addressState === undefined ? 0 : 1,
    next_try_at: isOff ? null : now,
    tried_since: now,
    tries: 0,
    attempts: 0,
    resent: 0,
    ended_at: isOff ? now : null,
  }
}
