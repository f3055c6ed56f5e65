/** What payers' pages said of their sheets. Claims from outside: nothing but an order's story reads them. */
import { sql, type Kysely } from 'kysely'
import { prepared } from './engine/prepared'
import { mostOfOwnCharge, mostPageEvents } from './rows/page-events'
import type { PageEventsTable, Tables } from './schema/tables'

export interface PageEventRecord {
  readonly orderId: string
  /** Empty where the page named none. */
  readonly chargeId: string
  readonly event: PageEventsTable['event']
  readonly kind: PageEventsTable['kind']
  /** Unix ms: when it reached the backend. */
  readonly at: number
  /** Who was signed in at the page; not kept. */
  readonly openid?: string | null
}

export interface PageEventStore {
  /**
   * Keeps these in one transaction, except those of orders that do not exist or of which enough is kept, and
   * deletes some that are older than `forgetBefore` (Unix ms). A charge that is not the order's is left out. What the
   * payer of a charge tells of it has places of its own.
   */
  readonly keep: (events: readonly PageEventRecord[], forgetBefore: number) => Promise<void>
}

/** Old ones deleted per transaction: more than it writes, so that none stay behind. */
const forgottenAtOnce = 100

const nextPlace = (db: Kysely<Tables>, orderId: string) =>
  db
    .selectFrom('page_events')
    .select(sql<number>`coalesce(max(place), 0) + 1`.as('place'))
    .where('order_id', '=', orderId)
    .where('place', '<=', mostPageEvents)

const ownPlaces = (db: Kysely<Tables>, { orderId }: PageEventRecord) =>
  db.selectFrom('page_events').where('order_id', '=', orderId).where('place', '>', mostPageEvents)

/** Keeps what the payer of a charge tells of it. @returns a row where it was kept */
const keepOwn = prepared((db, one: PageEventRecord) =>
  db
    .insertInto('page_events')
    .columns(['order_id', 'place', 'charge_id', 'event', 'kind', 'at'])
    .expression(
      db
        .selectFrom('charges')
        .select((eb) => [
          'charges.order_id',
          ownPlaces(db, one)
            .select(sql<number>`coalesce(max(place), ${sql.lit(mostPageEvents)}) + 1`.as('place'))
            .as('place'),
          'charges.charge_id',
          eb.cast<string>(eb.val(one.event), 'text').as('event'),
          eb.cast<string | null>(eb.val(one.kind), 'text').as('kind'),
          eb.cast<number>(eb.val(one.at), 'bigint').as('at'),
        ])
        .where('charges.charge_id', '=', one.chargeId)
        .where('charges.order_id', '=', one.orderId)
        .where('charges.openid', '=', sql.val(one.openid ?? null))
        .where(
          ownPlaces(db, one)
            .select(({ fn }) => fn.countAll<number>().as('count'))
            .where('page_events.charge_id', '=', one.chargeId),
          '<',
          mostOfOwnCharge,
        ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('place'),
)

const keepOne = prepared((db, one: PageEventRecord) =>
  db
    .insertInto('page_events')
    .columns(['order_id', 'place', 'charge_id', 'event', 'kind', 'at'])
    .expression(
      db
        .selectFrom('orders')
        .select((eb) => [
          'orders.order_id',
          nextPlace(db, one.orderId).as('place'),
          eb
            .selectFrom('charges')
            .select('charges.charge_id')
            .where('charges.charge_id', '=', one.chargeId)
            .where('charges.order_id', '=', one.orderId)
            .as('charge_id'),
          eb.cast<string>(eb.val(one.event), 'text').as('event'),
          eb.cast<string | null>(eb.val(one.kind), 'text').as('kind'),
          eb.cast<number>(eb.val(one.at), 'bigint').as('at'),
        ])
        .where('orders.order_id', '=', one.orderId)
        .where(nextPlace(db, one.orderId), '<=', mostPageEvents),
    )
    // Two processes that write of one order at the same instant: the bound holds, and one of the two is lost.
    .onConflict((conflict) => conflict.doNothing()),
)

const forgetSome = prepared((db, { before }: { before: number }) => {
  const old = db.selectFrom('page_events').select('at').where('at', '<', before)
  const last = old
    .orderBy('at')
    .limit(1)
    .offset(forgottenAtOnce - 1)
  return db
    .deleteFrom('page_events')
    .where('at', '<', before)
    .where('at', '<=', (eb) => eb.fn.coalesce(last, sql.val(before)))
})

/** Equal ones stay in the sequence in which they came. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

export function createPageEventStore(db: Kysely<Tables>): PageEventStore {
  return {
    keep(events, forgetBefore) {
      // In one sequence at all processes, so that two of them cannot wait for each other.
      const sorted = events.toSorted((a, b) => compare(a.orderId, b.orderId))
      return db.transaction().execute(async (transaction) => {
        for (const one of sorted) {
          const isOwn = Boolean(one.openid) && (await keepOwn(transaction, one)).length > 0
          if (!isOwn) await keepOne(transaction, one)
        }
        await forgetSome(transaction, { before: forgetBefore })
      })
    },
  }
}
