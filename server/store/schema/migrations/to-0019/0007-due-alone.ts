import { sql, type Kysely } from 'kysely'
import type { Migration } from '../migration'

/**
 * Indexes that hold what is still to be done and let go of what is done: a merchant's million paid
 * orders are in none of those that a payment and the worker look through.
 */
export const dueAlone: Migration = {
  name: '0007_due_alone',
  async up(db) {
    await onlyDueRows(db)
    await ordersByWhatIsAsked(db)
    await forCounting(db)
    await forForgetting(db)
  },
}

const due = [
  { name: 'charges_due', table: 'charges', column: 'next_check_at' },
  { name: 'refunds_due', table: 'refunds', column: 'next_try_at' },
  { name: 'inbox_due', table: 'inbox', column: 'next_try_at' },
] as const

async function onlyDueRows(db: Kysely<unknown>): Promise<void> {
  for (const { name, table, column } of due) {
    await db.schema.dropIndex(name).execute()
    await db.schema
      .createIndex(name)
      .on(table)
      .column(column)
      .where(sql.ref(column), 'is not', null)
      .execute()
  }
}

async function ordersByWhatIsAsked(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('orders_expiring').execute()
  await db.schema.dropIndex('orders_of_payer').execute()
  await db.schema
    .createIndex('orders_expiring')
    .on('orders')
    .column('expires_at')
    .where(sql.ref('state'), '=', sql.lit('open'))
    .execute()
  await db.schema
    .createIndex('orders_begun_by_payer')
    .on('orders')
    .columns(['openid', 'created_at'])
    .where(sql.ref('state'), '=', sql.lit('open'))
    .where(sql.ref('openid'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('orders_paid_by_payer')
    .on('orders')
    .columns(['openid', 'paid_at'])
    .where(sql.ref('openid'), 'is not', null)
    .where(sql.ref('paid_at'), 'is not', null)
    .execute()
  for (const state of ['open', 'closed', 'refunded']) {
    await db.schema
      .createIndex(`orders_${state}`)
      .on('orders')
      .columns(['created_at', 'order_id'])
      .where(sql.ref('state'), '=', sql.lit(state))
      .execute()
  }
}

/** The usual kind is everything less these; see `counts.ts`. */
async function forCounting(db: Kysely<unknown>): Promise<void> {
  for (const table of ['charges', 'refunds']) {
    await db.schema
      .createIndex(`${table}_unlike_most`)
      .on(table)
      .column('status')
      .where(sql.ref('status'), '<>', sql.lit('succeeded'))
      .execute()
  }
  await db.schema.createIndex('incidents_by_kind').on('incidents').column('kind').execute()
}

async function forForgetting(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('logins_with_openid')
    .on('logins')
    .column('created_at')
    .where(sql.ref('openid'), 'is not', null)
    .execute()
  await db.schema
    .createIndex('inbox_settled')
    .on('inbox')
    .column('settled_at')
    .where(sql.ref('settled_at'), 'is not', null)
    .execute()
}
