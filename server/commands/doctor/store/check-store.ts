/** Checks the store, and reads the last charges for querying the gateways. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import type { Config } from '../../../config/config'
import { wrong, type Finding } from '../../../config/mistakes/finding'
import { DatabaseUnavailable } from '../../../runtime/database-unavailable'
import { postgresSettings } from '../../../store/reporting/postgres-settings'
import { foundByQueryAlone, lastCharge, schemaState } from '../../../store/reporting/store-health'
import { openDatabase, openDatabaseToRead, type Database } from '../../../store/engine/database'
import { databaseFile } from '../../../store/engine/private-files'
import { proveWrite } from '../../../store/prove-write'
import { secretBefore } from '../../../store/session-secret'
import type { Tables } from '../../../store/schema/tables'
import type { Context, LastCharges } from '../context/context'
import { neverReceived, otherAppIds } from './charges'
import { mistakesInDataDir } from './data-dir'
import { findHeldOrders } from './held-orders'
import { mistakesInPostgres } from './postgres'
import { messageOf } from '../../../runtime/message-of'

export interface StoreFindings {
  readonly findings: readonly Finding[]
  readonly last: LastCharges
}

const nothing: LastCharges = { paymax: null, wechatpay: null }

export async function checkStore(context: Context): Promise<StoreFindings> {
  const { database } = context.config
  const folder = database.kind === 'embedded' ? mistakesInDataDir(database.dir, context) : []
  // The first start creates it.
  const isNew = database.kind === 'embedded' && !existsSync(join(database.dir, databaseFile))
  if (isNew) return { findings: folder, last: nothing }
  try {
    // Opening it for writing would change the files' permissions: where something is wrong, they stay as they
    // are.
    const open = folder.length > 0 ? openDatabaseToRead : openDatabase
    const opened = open(database)
    try {
      const { findings, last } = await askOpened(opened, context, folder.length === 0)
      return { findings: [...folder, ...findings], last }
    } finally {
      await opened.db.destroy()
    }
  } catch (error) {
    return { findings: [...folder, ...unusable(error, database)], last: nothing }
  }
}

async function askOpened(
  { db }: Database,
  context: Context,
  mayWrite: boolean,
): Promise<StoreFindings> {
  const { config, now } = context
  const { database } = config
  const server =
    database.kind === 'postgres'
      ? mistakesInPostgres(database, await postgresSettings(db), config.databaseListenUrl)
      : []
  const state = await stateOf(db)
  if (state === 'newer') return { findings: [...server, newerBuild], last: nothing }
  if (state !== 'current') return { findings: server, last: nothing }
  const last = {
    paymax: config.gateways.paymax && (await lastCharge(db, 'paymax')),
    wechatpay: config.gateways.wechatpay && (await lastCharge(db, 'wechatpay')),
  }
  const findings = [
    ...server,
    ...(mayWrite ? await writes(db, now()) : []),
    ...otherAppIds(last, config),
    ...((await secretBefore(db, config.sessionSecrets)) === 'other' ? [otherSecret] : []),
    ...(await findHeldOrders(db)),
  ]
  for (const gateway of ['paymax', 'wechatpay'] as const) {
    if (!config.gateways[gateway]) continue
    findings.push(...neverReceived(gateway, await foundByQueryAlone(db, gateway, now()), config))
  }
  return { findings, last }
}

/** @returns null for a database that no backend has started on */
async function stateOf(db: Kysely<Tables>) {
  const tables = await db.introspection.getTables()
  return tables.some(({ name }) => name === 'migrations') ? schemaState(db) : null
}

async function writes(db: Kysely<Tables>, now: number): Promise<Finding[]> {
  try {
    await proveWrite(db, now)
    return []
  } catch (error) {
    // The backend is writing: so the database is writable.
    if (error instanceof DatabaseUnavailable && error.trouble === 'locked') return []
    return [
      wrong(
        'store_not_writable',
        `The database cannot be written to (${messageOf(error)}).`,
        'Free space on its disk, and make sure that the backend’s user may write.',
      ),
    ]
  }
}

const otherSecret = wrong(
  'session_secret_changed',
  'SESSION_SECRET contains none of the secrets that were used with this database before. Payers would have to sign in again and lose the payment that they have begun.',
  'Append the old secret after a comma: NEW,OLD. Remove it after a day.',
)

const newerBuild = wrong(
  'store_of_newer_build',
  'A newer build than this one has migrated the database.',
  'Run the newer build, or restore a backup from before its first start.',
)

function unusable(error: unknown, database: Config['database']): Finding[] {
  const reason = messageOf(error)
  const where = database.kind === 'postgres' ? 'DATABASE_URL' : `DATA_DIR (${database.dir})`
  return [
    wrong(
      'store_unusable',
      `The database at ${where} cannot be used (${reason}).`,
      database.kind === 'postgres'
        ? 'Make sure that PostgreSQL runs, and that host, user, password and database in DATABASE_URL are right.'
        : 'Make sure that the folder is right, and that the backend’s user may read and write it.',
    ),
  ]
}
