import { live } from '../world/live'
import type { Planted } from './planted'

/** What came of looking for a planted mistake. */
export interface Verdict {
  /** The check that showed it; null where none did. */
  readonly shownBy: string | null
  /** Worlds lived through, and in how many of them the mistake was made. */
  readonly worlds: number
  readonly metIn: number
}

/** Lives through worlds until one shows the mistake. @param most at most so many */
export async function lookFor(planted: Planted, most: number): Promise<Verdict> {
  let metIn = 0
  const { from = 1 } = planted
  for (let worlds = 1; worlds <= most; worlds += 1) {
    const { violation, world } = await live(from + worlds - 1, { planted })
    if (world.mistakes > 0) metIn += 1
    if (violation) return { shownBy: violation.check, worlds, metIn }
  }
  return { shownBy: null, worlds: most, metIn }
}

/**
 * What is wrong with a verdict, for whoever reads the test: a check that sees the mistake no longer, or worlds
 * in which it is hardly made any more because things happen in another order, which says nothing of the checks.
 * @returns null where the mistake was made, and shown by a check that is to show it
 */
export function complaintOf(planted: Planted, verdict: Verdict, enough: number): string | null {
  const { name, shownBy } = planted
  const { worlds, metIn } = verdict
  if (verdict.shownBy !== null) {
    if (metIn === 0) return `«${name}» was never made, and yet a promise broke: ${verdict.shownBy}`
    if (shownBy.includes(verdict.shownBy)) return null
    return `«${name}» broke a promise that it is not known to break: ${verdict.shownBy}`
  }
  const made = `«${name}» was made in ${metIn} of ${worlds} worlds`
  return metIn < enough
    ? `${made}, and it takes ${enough} to say anything: what happens when has changed. Look for its occasion, not for a check`
    : `${made} and broke no promise: a check that saw it sees it no longer`
}
