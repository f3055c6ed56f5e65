import type { LimitName, Limits } from '../../config/limits'

const minute = 60_000
/** Of each kind; the one seen longest ago is forgotten first. */
const mostKept = 10_000
/**
 * Who has spent less than this part of a budget here is told to no other process: spread over ten of them
 * it is not all of it.
 */
const busyFrom = 0.1

/** What callers have left of the minute: what this process has counted, and what others have told it. */
export interface Budgets {
  /** Takes one off. @returns null where there was one, else in how many ms there is one again */
  spend(name: LimitName, who: string): number | null
  /** The same answer, and nothing is taken off. */
  look(name: LimitName, who: string): number | null
  /** Busy callers with what they have spent here that was not shared yet. */
  unshared(): Unshared[]
}

export interface Unshared {
  readonly name: LimitName
  readonly who: string
  readonly spent: number
  /**
   * It was told to the others.
   * @param elsewhere what they have counted of this caller in this minute of the clock
   */
  readonly shared: (elsewhere: number) => void
}

interface Spent {
  readonly since: number
  count: number
  shared: number
  elsewhere: number
  /** The minute of the clock that `elsewhere` is of. */
  of: number
}

/** @param limits how many each has a minute, counted from the first that is spent */
export function createBudgets(limits: Limits, now: () => number): Budgets {
  const all = new Map<LimitName, Map<string, Spent>>()

  function spentBy(name: LimitName, who: string): Spent {
    const known = all.get(name)?.get(who)
    const at = now()
    // A clock that jumped back ends the minute as well.
    if (known && Math.abs(at - known.since) < minute) return known
    return { since: at, count: 0, shared: 0, elsewhere: 0, of: 0 }
  }

  const untilNext = ({ since }: Spent) => Math.max(1, since + minute - now())
  const isLeft = (name: LimitName, { count, elsewhere, of }: Spent) =>
    count + (of === minuteOf(now()) ? elsewhere : 0) < limits[name]

  return {
    look(name, who) {
      const spent = spentBy(name, who)
      return isLeft(name, spent) ? null : untilNext(spent)
    },
    spend(name, who) {
      const spent = spentBy(name, who)
      keep(all, name, who, spent)
      if (!isLeft(name, spent)) return untilNext(spent)
      spent.count += 1
      return null
    },
    unshared() {
      const found: Unshared[] = []
      for (const [name, callers] of all) {
        for (const [who, one] of callers) {
          const spent = one.count - one.shared
          if (spent === 0 || one.count < busyFrom * limits[name]) continue
          found.push({ name, who, spent, shared: (elsewhere) => share(one, spent, elsewhere) })
        }
      }
      return found
    },
  }

  function share(one: Spent, spent: number, elsewhere: number): void {
    one.shared += spent
    one.elsewhere = elsewhere
    one.of = minuteOf(now())
  }
}

/** Of Unix time, the same at all processes. */
export function minuteOf(time: number): number {
  return Math.floor(time / minute)
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
