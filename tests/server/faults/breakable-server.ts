import pg from 'pg'
import { openDatabase } from '../../../server/store/engine/database'
import { freshDatabase } from '../support/databases'
import { startTcpProxy } from '../support/tcp-proxy'
import type { BreakableDatabase } from './breakable'

/** So short that a test need not wait, so long that a busy machine keeps it. */
const patience = 'statement_timeout=1500&query_timeout=2500'

/** A server behind a line that can be cut, with a neighbour who has the right to do worse. */
export async function breakableServer(): Promise<BreakableDatabase> {
  const direct = await freshDatabase('postgres')
  const url = new URL(direct.environment['DATABASE_URL'] ?? '')
  const line = await startTcpProxy(url.href)
  const neighbour = new pg.Client({ connectionString: url.href })
  await neighbour.connect()
  const name = url.pathname.slice(1)
  const behindLine = new URL(`${url.href}?${patience}`)
  behindLine.port = String(line.port)

  return {
    database: {
      ...direct,
      location: { kind: 'postgres', url: behindLine.href },
      environment: { DATABASE_URL: behindLine.href },
      async drop() {
        await neighbour.end()
        await direct.drop()
      },
    },
    openDatabase,
    async committed() {
      const { rows } = await neighbour.query<{ order_no: string }>('select order_no from orders')
      return rows.map((row) => row.order_no)
    },
    breaks: new Map([
      ['locked', () => between('begin; lock table orders in access exclusive mode', 'rollback')],
      ['full', () => between(diskFull, 'drop function full_disk cascade')],
      [
        'read-only',
        () =>
          between(
            `alter database ${name} set default_transaction_read_only = on; ${endOtherConnections}`,
            `alter database ${name} reset default_transaction_read_only`,
          ),
      ],
      ['gone', () => Promise.resolve(line.cut()).then(() => reopen)],
      ['silent', () => Promise.resolve(line.stall()).then(() => reopen)],
    ]),
  }

  async function between(breaking: string, mending: string) {
    await neighbour.query(breaking)
    return async () => {
      await neighbour.query(mending)
    }
  }

  function reopen(): Promise<void> {
    return Promise.resolve(line.open())
  }
}

/** What PostgreSQL answers where a table cannot be extended. */
const diskFull = `
  create function full_disk() returns trigger language plpgsql as $$
  begin
    raise exception 'could not extend file: No space left on device' using errcode = 'disk_full';
  end $$;
  create trigger full_disk before insert on orders execute function full_disk();
  create trigger full_disk before insert on write_proofs execute function full_disk()`

const endOtherConnections = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`
