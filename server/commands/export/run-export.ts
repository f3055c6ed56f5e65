/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import type { Config } from '../../config/config'
import { entriesOf, type DayEntrySource, type DayEntry } from '../../export/day-entries'
import { heading, linesOf, yuan } from '../../export/day-csv'
import type { BeijingDay } from '../../payments/core/beijing-day'
import { openDatabaseToRead } from '../../store/engine/database'
import { createDayEntrySource } from '../../store/reporting/day-entries'
import { fileRefusal } from '../result/file-refusal'
import type { Wanted } from './arguments'
import { failed, succeeded, type CommandResult } from '../result/command-result'

/** Reads beside the running backend. @param now Unix ms */
export async function runExport(
  { database }: Pick<Config, 'database'>,
  { day, out }: Wanted,
  now: number,
): Promise<CommandResult> {
  try {
    const { db } = openDatabaseToRead(database)
    try {
      const source = createDayEntrySource(db)
      if (await source.isArchived(day)) return failed(archived(day))
      const totals = await writeFile(source, day, out)
      return succeeded(toldOf(totals, day, out, now))
    } finally {
      await db.destroy()
    }
  } catch (error) {
    return failed(`${day.name} was not exported: ${fileRefusal(error, out)}`)
  }
}

/**
 * The file is complete or not there at all; where the command was killed, it is empty. Readable by its owner
 * only, because it names orders.
 * @throws where the file exists already
 */
async function writeFile(source: DayEntrySource, day: BeijingDay, out: string): Promise<Totals> {
  // Takes the name, so that no other file is written over.
  await (await open(out, 'wx', 0o600)).close()
  const beside = `${out}.part`
  try {
    // Left by a run that was killed.
    await rm(beside, { force: true })
    const totals = await writeBeside(source, day, beside)
    await rename(beside, out)
    return totals
  } catch (error) {
    await rm(beside, { force: true })
    await rm(out)
    throw error
  }
}

/** Part of a day looks like all of it, so it does not have the file's name. */
async function writeBeside(
  source: DayEntrySource,
  day: BeijingDay,
  beside: string,
): Promise<Totals> {
  const file = await open(beside, 'wx', 0o600)
  try {
    const totals = await writeDay(source, day, file)
    await file.sync()
    return totals
  } finally {
    await file.close()
  }
}

interface Sum {
  readonly count: number
  readonly amount: number
}

type Totals = Readonly<Record<DayEntry['kind'], Sum>>

async function writeDay(
  source: DayEntrySource,
  day: BeijingDay,
  file: FileHandle,
): Promise<Totals> {
  const totals = { payment: { count: 0, amount: 0 }, refund: { count: 0, amount: 0 } }
  await file.appendFile(heading)
  for await (const entries of entriesOf(source, day)) {
    await file.appendFile(linesOf(entries))
    for (const { kind, amount } of entries) {
      totals[kind].count += 1
      totals[kind].amount += amount
    }
  }
  return totals
}

function toldOf({ payment, refund }: Totals, day: BeijingDay, out: string, now: number): string {
  const told = `${out}: ${day.name}, payments ${sumOf(payment)}, refunds ${sumOf(refund)}.`
  return day.end > now ? `${told} The day is not over in Beijing yet.` : told
}

const sumOf = ({ count, amount }: Sum) => `${yuan(amount)} yuan (${String(count)})`

const archived = ({ name }: BeijingDay) =>
  `Orders from ${name} or later were archived. Look for that day in the files that npm run archive wrote.`
