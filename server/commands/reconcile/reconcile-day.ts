/** The command from its arguments to its exit code; printing and the environment are the caller's. */
import type { Config } from '../../config/config'
import type { GatewayFailure } from '../../payments/core/gateway'
import type { BeijingDay } from '../../payments/core/beijing-day'
import { compareDay } from '../../reconciliation/compare-day'
import { createPaymaxStatements } from '../../gateways/paymax/statement'
import { archivedSince } from '../../store/queries/archived-orders'
import { openDatabaseToRead } from '../../store/engine/database'
import { createOurBooks } from '../../store/queries/statement-lines'
import type { Wanted } from './arguments'
import { asJson, asText, printable } from './print'

export interface Result {
  /** 0: both sides agree. 1: they differ. 2: they could not be compared. */
  readonly exitCode: 0 | 1 | 2
  readonly out: string
  readonly error: string
}

export function notCompared(reason: string): Result {
  return { exitCode: 2, out: '', error: printable(`Not compared: ${reason}`) }
}

/** Reads beside the running backend and changes nothing, neither here nor at Paymax. */
export async function reconcileDay(
  config: Pick<Config, 'paymax' | 'database'>,
  wanted: Wanted,
  now: () => number,
): Promise<Result> {
  const store = await openBooks(config, wanted.day)
  if (typeof store === 'string') return notCompared(store)
  if (store.isArchived) {
    await store.close()
    return notCompared(archived(wanted.day.name))
  }
  const source = createPaymaxStatements({ ...config.paymax, now })
  try {
    const compared = await compareDay(source, store.books, wanted.day)
    if (compared.outcome === 'refused') return notCompared(explain(compared.failure))
    const { report } = compared
    const out = wanted.json ? asJson(report) : asText(report)
    return { exitCode: report.differs ? 1 : 0, out, error: '' }
  } catch (error) {
    return notCompared(`the database could not be read (${messageOf(error)}).`)
  } finally {
    await source.close()
    await store.close()
  }
}

/** Downloads are counted, so the books are tried before one is spent. */
async function openBooks({ database }: Pick<Config, 'database'>, day: BeijingDay) {
  try {
    const opened = openDatabaseToRead(database)
    try {
      const books = createOurBooks(opened.db)
      await books.succeededWithin(0, 0)
      const isArchived = await archivedSince(opened.db, day.start)
      return { books, isArchived, close: () => opened.db.destroy() }
    } catch (error) {
      await opened.db.destroy()
      throw error
    }
  } catch (error) {
    const where = database.kind === 'postgres' ? 'at DATABASE_URL' : `in DATA_DIR (${database.dir})`
    return `the database ${where} cannot be used (${messageOf(error)}). Start the backend once: it makes the database and brings it up to date.`
  }
}

const archived = (day: string) =>
  `orders of ${day} or later were archived, so that the store is no longer all of our books. Their rows are in the files that npm run archive has written.`

const configured = 'Check the keys, the secret key and the clock of this machine.'

const hints: Readonly<Record<string, string>> = {
  OUT_OF_DOWNLOAD: 'Paymax gives this statement no more often for now: try again tomorrow.',
  ILLEGAL_ARGUMENT:
    'Statements are there from the day after, from 11:00 in Beijing, and for three months.',
  SIGN_CHECK_FAILED: configured,
  SECRET_KEY_IS_INVALID: configured,
  SECRET_KEY_IS_BLANK: configured,
  unreadable_statement: 'Keep the text and see docs/statements.md.',
}

function explain({ code, message }: GatewayFailure): string {
  const hint = hints[code] ?? 'Try again later.'
  return `Paymax gave no statement that can be used (${code}: ${message}). ${hint}`
}

function messageOf(error: unknown) {
  return error instanceof Error ? error.message : String(error)
}
