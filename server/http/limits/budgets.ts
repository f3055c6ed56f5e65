import type { LimitName, Limits } from '../../config/limits'

const minute = 60_000
/** Of each kind; the one seen longest ago is forgotten first. */
const mostKept = 10_000

/** What callers have left of the minute. In this process alone. */
export interface Budgets {
  /** Takes one off. @returns null where there was one, else in how many ms there is one again */
  spend(name: LimitName, who: string): number | null
  /** The same answer, and nothing is taken off. */
  look(name: LimitName, who: string): number | null
}

interface Spent {
  readonly since: number
  count: number
}

/** @param limits how many each has a minute, counted from the first that is spent */
export function createBudgets(limits: Limits, now: () => number): Budgets {
  const all = new Map<LimitName, Map<string, Spent>>()

  function spentBy(name: LimitName, who: string): Spent {
    const known = all.get(name)?.get(who)
    const at = now()
    // A clock that jumped back ends the minute as well.
    return known && Math.abs(at - known.since) < minute ? known : { since: at, count: 0 }
  }

  const untilNext = ({ since }: Spent) => Math.max(1, since + minute - now())

  return {
    look(name, who) {
      const spent = spentBy(name, who)
      return spent.count < limits[name] ? null : untilNext(spent)
    },
    spend(name, who) {
      const spent = spentBy(name, who)
      keep(all, name, who, spent)
      if (spent.count >= limits[name]) return untilNext(spent)
      spent.count += 1
      return null
    },
  }
}

/** As the last one of its kind: the first ones are those not seen for longest. */
function keep(
  all: Map<LimitName, Map<string, Spent>>,
  name: LimitName,
  who: string,
  spent: Spent,
): void {
  const kept = all.get(name) ?? new Map<string, Spent>()
  all.set(name, kept)
  kept.delete(who)
  kept.set(who, spent)
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
