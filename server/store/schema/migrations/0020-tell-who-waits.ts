import { PostgresAdapter, sql, type Kysely } from 'kysely'
import type { Migration } from './migration'

/**
 * PostgreSQL tells every process of an order whose payment has come to an end, with the commit that ends it
 * and whoever makes that: a build before this one, or a command. Only then, since commits that tell something
 * go one after the other. The embedded database has one process.
 */
export const tellWhoWaits: Migration = {
  name: '0020_tell_who_waits',
  async up(db: Kysely<unknown>) {
    if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
    await sql`
      create function tell_payment_ended() returns trigger language plpgsql as $$
      begin
        perform pg_notify('checkout_payment_ended', new.order_id);
        return null;
      end
      $$`.execute(db)
    await sql`
      create trigger tell_order_ended after update of state on orders
      for each row when (old.state <> new.state and new.state in ('paid', 'closed'))
      execute function tell_payment_ended()`.execute(db)
    await sql`
      create trigger tell_charge_failed after update of status on charges
      for each row when (old.status <> new.status and new.status = 'failed')
      execute function tell_payment_ended()`.execute(db)
  },
}
