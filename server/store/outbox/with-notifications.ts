/** Transactions that change an order and write its notifications in the same commit. */
import { type Kysely, type Transaction } from 'kysely'
import type { OrderEvent, Outbox } from '../../notifications/outbox'
import type { IncidentRecord } from '../../payments/core/records'
import { prepared } from '../engine/prepared'
import { insertIncident } from '../rows/incidents'
import type { Tables } from '../schema/tables'
import { writeNotifications } from './write-notifications'

/** `off`: shops are not notified. */
export type OutboxOrOff = Outbox | 'off'

/** What a transaction uses to report its changes. */
export interface NotifyingTransaction {
  /**
   * Must be called before the transaction changes anything. It locks the order, so that each notification
   * includes the changes of the ones before. Order before charge, as everywhere.
   */
  readonly holdOrder: (orderId: string | null) => Promise<void>
  readonly tell: (event: OrderEvent) => void
}

const hold = prepared((db, { orderId }: { orderId: string }) =>
  db
    .updateTable('orders')
    .set((eb) => ({ notified: eb.ref('notified') }))
    .where('order_id', '=', orderId),
)

/** Runs `work` in a transaction that ends by writing its notifications; the sender is woken after the commit. */
export async function withNotifications<T>(
  db: Kysely<Tables>,
  outbox: OutboxOrOff,
  work: (transaction: Transaction<Tables>, telling: NotifyingTransaction) => Promise<T>,
): Promise<T> {
  if (outbox === 'off') {
    return db.transaction().execute((transaction) => work(transaction, nobodyListens))
  }
  const { answer, written } = await db.transaction().execute(async (transaction) => {
    const events: OrderEvent[] = []
    const own: NotifyingTransaction = {
      holdOrder: async (orderId) => {
        if (orderId !== null) await hold(transaction, { orderId })
      },
      tell: (event) => void events.push(event),
    }
    const result = await work(transaction, own)
    return { answer: result, written: await writeNotifications(transaction, outbox, events) }
  })
  if (written > 0) outbox.wake()
  return answer
}

/** Stores an incident, and notifies the shop where it is new and concerns an order. */
export async function recordIncident(
  transaction: Transaction<Tables>,
  { tell }: NotifyingTransaction,
  incident: IncidentRecord,
): Promise<void> {
  const { orderId } = incident
  const isNew = await insertIncident(transaction, incident)
  if (isNew && orderId !== null) tell({ orderId, type: 'order.incident' })
}

const nobodyListens: NotifyingTransaction = {
  holdOrder: () => Promise.resolve(),
  tell: () => undefined,
}
