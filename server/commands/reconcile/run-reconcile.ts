/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import type { Config } from '../../config/config'
import type { BeijingDay } from '../../payments/core/beijing-day'
import type { OurBooks } from '../../reconciliation/statement'
import { compareDay } from '../../reconciliation/compare-day'
import { openStatements, type OpenStatements } from '../../gateways/open-statements'
import { archivedSince } from '../../store/archive/archived-orders'
import { openDatabaseToRead } from '../../store/engine/database'
import { createOurBooks } from '../../store/reporting/statement-entries'
import type { Wanted } from './arguments'
import { asJson, asText } from './print'
import { explain } from './explain-failure'
import { messageOf } from '../../runtime/message-of'
import type { CommandResult } from '../result/command-result'
import { printable } from '../result/printable'

export function notCompared(reason: string): CommandResult {
  return { exitCode: 2, out: '', error: printable(`Not compared: ${reason}`) }
}

/** Reads beside the running backend and changes nothing, here or at a gateway. */
export async function reconcileDay(
  config: Pick<Config, 'gateways' | 'database'>,
  wanted: Wanted,
  now: () => number,
): Promise<CommandResult> {
  const store = await openBooks(config, wanted.day)
  if (typeof store === 'string') return notCompared(store)
  if (store.isArchived) {
    await store.close()
    return notCompared(archived(wanted.day.name))
  }
  const sources = openStatements(config.gateways, now)
  try {
    const results: Compared[] = []
    for (const source of sources) {
      results.push(await compareWith(source, createOurBooks(store.db, source.gateway), wanted))
    }
    return together(results, wanted.json)
  } catch (error) {
    return notCompared(`the database could not be read (${messageOf(error)}).`)
  } finally {
    for (const source of sources) await source.close()
    await store.close()
  }
}

interface Compared {
  readonly exitCode: CommandResult['exitCode']
  /** What is printed; null where nothing could be compared. */
  readonly report: { readonly text: string; readonly json: object } | null
  readonly error: string
}

async function compareWith(
  source: OpenStatements,
  books: OurBooks,
  wanted: Wanted,
): Promise<Compared> {
  const compared = await compareDay(source, books, wanted.day)
  if (compared.outcome === 'refused') {
    const { error } = notCompared(explain(source.title, compared.failure))
    return { exitCode: 2, report: null, error }
  }
  const { report } = compared
  return {
    exitCode: report.differs ? 1 : 0,
    report: { text: asText(report, source.title), json: asJson(report, source.gateway) },
    error: '',
  }
}

/** One gateway's report as it is; for two gateways both reports and the worse exit code. */
function together(results: readonly Compared[], json: boolean): CommandResult {
  const reports = results.flatMap(({ report }) => report ?? [])
  const [only] = reports
  const listed = results.length === 1 ? only?.json : reports.map((one) => one.json)
  const text = reports.map((one) => one.text).join('\n\n')
  return {
    exitCode: results.reduce<CommandResult['exitCode']>(
      (worst, { exitCode }) => (exitCode > worst ? exitCode : worst),
      0,
    ),
    out: json && listed !== undefined ? JSON.stringify(listed, null, 2) : text,
    error: results.flatMap(({ error }) => error || []).join('\n'),
  }
}

/** The gateway limits downloads, so the store is tried before one is used. */
async function openBooks({ database }: Pick<Config, 'database'>, day: BeijingDay) {
  try {
    const opened = openDatabaseToRead(database)
    try {
      await createOurBooks(opened.db, 'paymax').succeededWithin(0, 0)
      const isArchived = await archivedSince(opened.db, day.start)
      return { db: opened.db, isArchived, close: () => opened.db.destroy() }
    } catch (error) {
      await opened.db.destroy()
      throw error
    }
  } catch (error) {
    const where = database.kind === 'postgres' ? 'at DATABASE_URL' : `in DATA_DIR (${database.dir})`
    return `the database ${where} cannot be used (${messageOf(error)}). Start the backend once: it creates or migrates the database.`
  }
}

const archived = (day: string) =>
  `orders from ${day} or later were archived, so the database no longer has all payments of that day. They are in the files that npm run archive wrote.`
