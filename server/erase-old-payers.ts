import type { Log } from './payments/core/deps'
import type { Eraser } from './store/forget/eraser'

/** Orders per round; the next round takes the next ones. */
const atOnce = 200

/**
 * Erases payers' data in orders that ended longer ago than `after`, one batch per round.
 * @param after ms
 * @returns a task for the worker; it returns true where there may be more
 */
export function eraseOldPayers(
  eraser: Pick<Eraser, 'forgetOlder' | 'forgetLeftovers'>,
  after: number,
  log: Log,
): (now: number) => Promise<boolean> {
  return async (now) => {
    const before = now - after
    const orders = await eraser.forgetOlder(before, atOnce, now)
    if (orders > 0) log.info({ orders }, 'who paid old orders was erased')
    const leftovers = await eraser.forgetLeftovers(before, atOnce, now)
    return orders === atOnce || leftovers === atOnce
  }
}
