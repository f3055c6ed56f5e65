/** Which orders of a restored backup cannot be charged yet. */
import type { OrderRecord } from '../payments/core/records'
import {
  daysOf,
  statementAvailableAt,
  type BackupGap,
  type BackupGapRepository,
} from './backup-gap'

/** In ms: how often a payer's page asks again. */
const longest = 5 * 60_000
const shortest = 30_000

/**
 * @returns for how long, in ms, an order cannot be charged; null where it can. Once no gap is open the store
 *   is no longer asked: a backup is only restored while no process runs
 */
export function createHeldOrders(
  gaps: Pick<BackupGapRepository, 'open'>,
  now: () => number,
): (order: OrderRecord) => Promise<number | null> {
  let isOver = false
  return async ({ createdAt }) => {
    if (isOver) return null
    const open = await gaps.open()
    isOver = open.length === 0
    const held = open.filter(({ restoredAt }) => createdAt < restoredAt)
    if (held.length === 0) return null
    const until = Math.max(...held.map(expectedBy)) - now()
    return Math.min(Math.max(until, shortest), longest)
  }
}

function expectedBy(gap: BackupGap): number {
  return Math.max(...daysOf(gap).map(statementAvailableAt))
}
