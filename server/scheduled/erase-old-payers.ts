import type { Log } from '../payments/core/deps'
import type { Eraser } from '../store/forget/eraser'

/** Orders per round; the next round takes the next ones. */
const atOnce = 200
/** In ms: commands beside the backend read for moments; this is longer. */
const isLong = 60_000

/**
 * Erases payers' data in orders that ended longer ago than `after`, one batch per round, and then empties the
 * database's log of it.
 * @param after ms
 * @returns a task for the worker; it returns true where there may be more
 */
export function eraseOldPayers(
  eraser: Pick<Eraser, 'forgetOlder' | 'forgetLeftovers' | 'emptyLog'>,
  after: number,
  log: Log,
): (now: number) => Promise<boolean> {
  /** Whether the log may have what was erased. */
  let isInLog = false
  const warnOfLog = warnWhereItLasts(log)
  return async (now) => {
    const before = now - after
    const orders = await eraser.forgetOlder(before, atOnce, now)
    if (orders > 0) log.info({ orders }, 'the payers of old orders were erased')
    const leftovers = await eraser.forgetLeftovers(before, atOnce, now)
    isInLog ||= orders > 0 || leftovers > 0
    if (orders === atOnce || leftovers === atOnce) return true
    if (isInLog) isInLog = !(await eraser.emptyLog())
    warnOfLog(isInLog, now)
    return isInLog
  }
}

/** Warns once, until it is over. */
function warnWhereItLasts(log: Log): (isInLog: boolean, now: number) => void {
  let since: number | null = null
  let isTold = false
  return (isInLog, now) => {
    if (!isInLog) {
      since = null
      isTold = false
      return
    }
    since ??= now
    if (isTold || now - since < isLong) return
    isTold = true
    log.warn(
      { since },
      'what was erased is still in the file beside the database: another process reads it',
    )
  }
}
