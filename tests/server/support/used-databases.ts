import pg from 'pg'
import { onServer } from './migrated-database'

/**
 * PostgreSQL's databases that earlier tests of this worker have left, emptied. To copy one from the template takes
 * a tenth of a second of the processor, which is a fourth of what most tests take.
 */
const emptied: string[] = []

/** How every migrated database is. Nobody asks the template: it cannot be copied while somebody is connected. */
let asMigrated: Promise<string> | null = null

/** Before a test uses a copy of the template: it is what a database has to be like to be used again. */
export async function noteStructure(server: string, name: string): Promise<void> {
  await (asMigrated ??= within(server, name, structureOf))
}

/** @returns the name of a database with every migration and without a row, which nobody else uses */
export function takeEmptied(): string | null {
  return emptied.pop() ?? null
}

/** Keeps a database for a later test where it is as it was but for its rows; drops it else. */
export async function giveBack(server: string, name: string): Promise<void> {
  const wanted = await asMigrated
  const isEmptied = await within(server, name, (client) => empty(client, wanted ?? '')).catch(
    () => false,
  )
  if (isEmptied) emptied.push(name)
  else await onServer(server, `drop database ${name} with (force)`)
}

async function within<Value>(
  server: string,
  name: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: `${server}/${name}` })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** @returns whether it is empty now: not where somebody is still connected, and not where more than rows have changed */
async function empty(client: pg.Client, structure: string): Promise<boolean> {
  if ((await structureOf(client)) !== structure || !(await isLeft(client))) return false
  const tables = (await client.query<{ name: string }>(allTables)).rows.map(({ name }) => name)
  const asked = tables.map(
    (name) => `select '${name}' as name where exists (select 1 from ${name})`,
  )
  const used = (await client.query<{ name: string }>(asked.join(' union all '))).rows
  if (used.length > 0) {
    // Deleted rows would leave the planner with statistics of another test.
    await client.query(`truncate ${used.map(({ name }) => name).join(', ')} cascade`)
  }
  return true
}

/** Who has just closed its connection is seen for some ms more. */
async function isLeft(client: pg.Client): Promise<boolean> {
  for (let look = 0; look < 20; look += 1) {
    const { rows } = await client.query<{ others: number }>(others)
    if (rows[0]?.others === 0) return true
    await client.query('select pg_sleep(0.01)')
  }
  return false
}

const others = `
  select count(*)::int as others from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid()`

const allTables = `
  select quote_ident(tablename) as name from pg_tables
  where schemaname = 'public' and tablename <> 'migrations'`

async function structureOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ structure: string }>(structure)
  return rows[0]?.structure ?? ''
}

/** Tables, columns, constraints, indexes, triggers, functions, settings, and the migrations that have run. */
const structure = `
  select md5(string_agg(part, e'\\n' order by part)) as structure from (
    select concat_ws(' ', attrelid::regclass, attname, atttypid::regtype, attnotnull, attisdropped) as part
      from pg_attribute join pg_class on pg_class.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0
    union all select pg_get_expr(adbin, adrelid) from pg_attrdef
    union all select concat_ws(' ', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
    union all select pg_get_functiondef(oid) from pg_proc where pronamespace = 'public'::regnamespace
    union all select array_to_string(setconfig, ' ') from pg_db_role_setting
      where setdatabase in (0, (select oid from pg_database where datname = current_database()))
    union all select concat_ws(' ', relname, reloptions) from pg_class
      where relnamespace = 'public'::regnamespace
    union all select concat_ws(' ', datconnlimit, datallowconn, datacl) from pg_database
      where datname = current_database()
    union all select migrations::text from migrations
  ) parts`
