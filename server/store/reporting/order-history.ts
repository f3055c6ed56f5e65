import { createHash } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Decision } from '../../payments/core/decision'
import type {
  ChargeRecord,
  GatewayName,
  IncidentRecord,
  OrderRecord,
  RefundRecord,
} from '../../payments/core/records'
import { incidentVerbs } from '../rows/incidents'
import { chargeOf } from '../rows/charge-rows'
import { mostPageEvents } from '../rows/page-events'
import { keyActionsOf, type KeyAction } from '../rows/key-actions'
import { refundOf } from '../rows/refund-rows'
import { orderOf } from '../rows/order-rows'
import type { NotificationAttemptsTable, NotificationsTable } from '../schema/notification-tables'
import type { ChargeAttemptsTable, PageEventsTable, Tables } from '../schema/tables'
import { archivedOrders } from '../archive/archived-orders'

/** A webhook that names one of the order's charges. */
export interface WebhookInHistory {
  readonly key: string
  readonly gateway: GatewayName
  readonly receivedAt: number
  /** Null: not applied yet. */
  readonly appliedAt: number | null
  /** SHA-256 of the signed bytes, as hex. */
  readonly sha256: string
}

/** What decided a charge's state. */
export interface ChargeDecision extends Decision {
  readonly chargeId: string
  readonly status: ChargeRecord['status']
}

/** All rows of an order. Amounts in fen, times in Unix ms. */
export interface OrderHistory {
  readonly order: OrderRecord
  /** What the merchant's keys did to it; for an archived order that is in the file. */
  readonly acts: readonly KeyAction[]
  readonly charges: readonly ChargeRecord[]
  readonly decisions: readonly ChargeDecision[]
  readonly refunds: readonly RefundRecord[]
  readonly incidents: readonly IncidentRecord[]
  readonly attempts: readonly Selectable<ChargeAttemptsTable>[]
  readonly webhooks: readonly WebhookInHistory[]
  /** Claims of payers' pages, which anybody with the order's link can make. */
  readonly pageEvents: readonly Selectable<PageEventsTable>[]
  /** As many as are kept: there may have been more. */
  readonly isPageEventsFull: boolean
  readonly notifications: readonly Selectable<NotificationsTable>[]
  /** Who had them resent. */
  readonly resends: readonly (KeyAction & { readonly notificationId: string })[]
  readonly deliveries: readonly Selectable<NotificationAttemptsTable>[]
}

/**
 * Read-only.
 * @param number the order's, or one from a payer's bill in WeChat: the charge's (商户单号) or the channel's
 *   (交易单号)
 * @returns null where there is no such order
 */
export async function readOrderHistory(
  db: Kysely<Tables>,
  number: string,
): Promise<OrderHistory | null> {
  const order = (await orderBy(db, 'order_no', number)) ?? (await orderOfBill(db, number))
  if (!order) return null
  return { order, ...(await happenedTo(db, order)), acts: await actsOn(db, order) }
}

async function orderBy(
  db: Kysely<Tables>,
  column: 'order_no' | 'order_id',
  value: string,
): Promise<OrderRecord | null> {
  const row = await db.selectFrom('orders').selectAll().where(column, '=', value).executeTakeFirst()
  return row ? orderOf(row) : ((await archivedOrders(db, column, [value]))[0] ?? null)
}

async function orderOfBill(db: Kysely<Tables>, number: string): Promise<OrderRecord | null> {
  const charge = await db
    .selectFrom('charges')
    .select('order_id')
    .where((eb) => eb.or([eb('charge_id', '=', number), eb('transaction_no', '=', number)]))
    .executeTakeFirst()
  const archived = await db
    .selectFrom('archived_charges')
    .select('order_id')
    .where('charge_id', '=', number)
    .executeTakeFirst()
  const of = charge ?? archived
  return of ? orderBy(db, 'order_id', of.order_id) : null
}

async function actsOn(db: Kysely<Tables>, { orderId }: OrderRecord): Promise<KeyAction[]> {
  const row = await db
    .selectFrom('orders')
    .select('acts')
    .where('order_id', '=', orderId)
    .executeTakeFirst()
  return row ? keyActionsOf(row) : []
}

async function happenedTo(
  db: Kysely<Tables>,
  { orderId, createdAt }: OrderRecord,
): Promise<Omit<OrderHistory, 'order' | 'acts'>> {
  const charges = await db
    .selectFrom('charges')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute()
  const refunds = await db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute()
  const attempts = await db
    .selectFrom('charge_attempts')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute()
  const pageEvents = await db
    .selectFrom('page_events')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('place')
    .execute()
  const notifications = await db
    .selectFrom('notifications')
    .selectAll()
    .where('order_id', '=', orderId)
    .execute()
  const ids = notifications.map((one) => one.notification_id)
  const deliveries =
    ids.length === 0
      ? []
      : await db
          .selectFrom('notification_attempts')
          .selectAll()
          .where('notification_id', 'in', ids)
          .execute()
  const decisions = charges.flatMap((row) => decisionsOf(row))
  const names = charges.flatMap(({ charge_id: id, gateway_id: theirs }) => [id, theirs ?? id])
  return {
    charges: charges.map(chargeOf),
    decisions,
    refunds: refunds.map(refundOf),
    incidents: await incidentVerbs(db).incidentsOfOrders([orderId]),
    attempts,
    webhooks: await webhooksNaming(db, new Set(names), hashesOf(decisions), createdAt),
    pageEvents,
    isPageEventsFull: pageEvents.some(({ place }) => place === mostPageEvents),
    notifications,
    resends: notifications.flatMap((row) =>
      keyActionsOf(row).map((act) => ({ ...act, notificationId: row.notification_id })),
    ),
    deliveries,
  }
}

function decisionsOf(row: Selectable<Tables['charges']>): ChargeDecision[] {
  const { charge_id: chargeId, status, decided_by: by, decided_at: at } = row
  if (by === null || at === null) return []
  return [{ chargeId, status, by, at, sha256: row.decided_sha256 }]
}

function hashesOf(decisions: readonly Decision[]): Set<string> {
  return new Set(decisions.flatMap(({ sha256 }) => sha256 ?? []))
}

const batch = 500

/**
 * No index maps stored webhooks to orders: all since the order was placed are scanned, which are at most
 * those of the last week and those given up. An encrypted webhook names nothing: the one that decided the
 * charge is recognised by its hash.
 */
async function webhooksNaming(
  db: Kysely<Tables>,
  names: ReadonlySet<string>,
  hashes: ReadonlySet<string>,
  since: number,
): Promise<WebhookInHistory[]> {
  const found: WebhookInHistory[] = []
  if (names.size === 0) return found
  let after = ''
  for (;;) {
    const rows = await db
      .selectFrom('inbox')
      .select(['inbox_key', 'raw_body', 'gateway', 'received_at', 'settled_at'])
      .where('inbox_key', '>', after)
      .where('received_at', '>=', since)
      .orderBy('inbox_key')
      .limit(batch)
      .execute()
    for (const row of rows) {
      const bytes = Buffer.from(row.raw_body, 'base64')
      const text = bytes.toString()
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const isNamed = [...names].some((name) => text.includes(`"${name}"`))
      if (!isNamed && !hashes.has(sha256)) continue
      found.push({
        key: row.inbox_key,
        gateway: row.gateway,
        receivedAt: row.received_at,
        appliedAt: row.settled_at,
        sha256,
      })
    }
    after = rows.at(-1)?.inbox_key ?? ''
    if (rows.length < batch) return found
  }
}
