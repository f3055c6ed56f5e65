/** The command from its arguments to its exit code; the caller prints and reads the environment. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Config } from '../../config/config'
import { maskOpenid } from '../../payments/core/ids'
import { holdArchive, type ArchiveLock } from '../../store/engine/archive-lock'
import { openExisting } from '../../store/engine/open-existing'
import { createEraser, type Eraser, type Forgotten } from '../../store/forget/eraser'
import type { Wanted } from './arguments'
import { forgetInFile, ofEveryone, ofOrder, ofPayer } from './forget-in-file'
import { messageOf } from '../../runtime/message-of'
import { waitsForTheOther } from '../archive/waits-for-the-other'
import { failed, type CommandResult, type Say } from '../result/command-result'

/** Runs beside the backend, and after another run of it or of `npm run archive`. */
export async function runForget(
  { database }: Pick<Config, 'database'>,
  wanted: Wanted,
  say: Say = () => undefined,
): Promise<CommandResult> {
  const opened = await openExisting(database, ({ db }) =>
    db.selectFrom('orders').select('forgotten_at').limit(1).execute(),
  )
  if (typeof opened === 'string') return failed(opened)
  try {
    const lock = await holdArchive(database, () => say(waitsForTheOther))
    try {
      const eraser = createEraser(opened)
      const forgotten = await forget(eraser, wanted, lock)
      return (await isLogEmptied(eraser)) ? forgotten : withLogLeft(forgotten)
    } finally {
      await lock.release()
    }
  } catch (error) {
    return failed(`Not everything was erased (${messageOf(error)}). Run the command again.`)
  } finally {
    await opened.db.destroy()
  }
}

/** In ms: how long it waits for others to stop reading, and how often it tries. */
const [logPatience, logBeat] = [3_000, 50]

async function isLogEmptied(eraser: Pick<Eraser, 'emptyLog'>): Promise<boolean> {
  const since = performance.now()
  while (!(await eraser.emptyLog())) {
    if (performance.now() - since > logPatience) return false
    await pause(logBeat)
  }
  return true
}

function withLogLeft({ exitCode, out, error }: CommandResult): CommandResult {
  const left = `Left: checkout.db-wal, the file next to the database, still contains the erased values, because another process is reading the database. Run the command again when that process has ended. It then empties the file, even if it finds nothing else to erase.`
  return {
    exitCode: exitCode === 1 ? 1 : 2,
    out: [out, left].filter((line) => line !== '').join('\n'),
    error,
  }
}

async function forget(
  eraser: Eraser,
  { name, archives }: Wanted,
  { stillHeld }: ArchiveLock,
): Promise<CommandResult> {
  const orderId = name === null ? null : await eraser.orderOfNumber(name)
  const openid = name !== null && orderId === null ? name : null
  const orderIds = await ordersOf(eraser, orderId, openid)
  const inFiles: string[] = []
  for (const path of archives) {
    const whose = openid !== null ? ofPayer(openid) : name === null ? ofEveryone : ofOrder(name)
    inFiles.push(...(await forgetInFile(path, whose, stillHeld)).orderIds)
  }
  const distinct = [...new Set([...orderIds, ...inFiles])]
  const erased = await eraser.forget(distinct, openid, Date.now())
  const signIns = openid === null ? 0 : await eraser.forgetSignIns(openid)
  const nothing = distinct.length === 0 && signIns === 0 && erased.webhooks + erased.waiting === 0
  if (nothing && name !== null) return failed(unknown(name))
  return told({ ...erased, signIns, inFiles: inFiles.length })
}

async function ordersOf(
  eraser: Eraser,
  orderId: string | null,
  openid: string | null,
): Promise<string[]> {
  if (openid !== null) return eraser.ordersOfPayer(openid)
  return orderId === null ? [] : [orderId]
}

/** Not printed: what was typed may be an openid. */
function unknown(name: string): string {
  return `The database has no order and no payer ${maskOpenid(name)}. Archived payers are in the files that npm run archive wrote: add --archive FILE.`
}

function told(
  erased: Forgotten & { readonly signIns: number; readonly inFiles: number },
): CommandResult {
  const { orders, charges, remarks, notifications, webhooks, signIns, inFiles } = erased
  const { left, waiting } = erased
  const out = [
    `Erased in the database: ${orders} orders, ${charges} charges, ${remarks} remarks of archived orders, ${notifications} notifications, ${webhooks} webhooks, ${signIns} sign-ins.`,
    `Erased in archive files: ${inFiles} orders.`,
    ...(waiting > 0 ? [`Left: ${waiting} webhooks that are not applied yet.`] : []),
    ...left.map(({ orderNo, reason }) => `Left: order ${orderNo}, ${reason}.`),
  ].join('\n')
  return { exitCode: left.length + waiting === 0 ? 0 : 2, out, error: '' }
}
