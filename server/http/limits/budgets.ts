import type { LimitName, Limits } from '../../config/limits'

const minute = 60_000
/**
 * Callers remembered per limit; the one not seen for longest is forgotten first, and everybody soon after their
 * minute: who they are is personal.
 */
const mostKept = 10_000
/**
 * A caller who has used less than this part of a limit is not shared with other processes: with ten
 * processes, that still does not add up to the limit.
 */
const busyFrom = 0.1

/** What callers have left of the current minute, counted here and shared by other processes. */
export interface Budgets {
  /**
   * Uses one.
   * @returns null where there was one left, otherwise in how many ms there is one again
   */
  spend(name: LimitName, who: string): number | null
  /** The same answer without using one. */
  look(name: LimitName, who: string): number | null
  /** Busy callers with what they have used here that was not shared yet. */
  unshared(): Unshared[]
}

export interface Unshared {
  readonly name: LimitName
  readonly who: string
  readonly spent: number
  /**
   * It was shared.
   * @param elsewhere what other processes have counted of this caller in this minute
   */
  readonly shared: (elsewhere: number) => void
}

interface Spent {
  readonly since: number
  count: number
  shared: number
  elsewhere: number
  /** The minute that `elsewhere` belongs to. */
  of: number
}

/** @param limits per minute, counted from a caller's first use */
export function createBudgets(limits: Limits, now: () => number): Budgets {
  const all = new Map<LimitName, Map<string, Spent>>()

  function spentBy(name: LimitName, who: string): Spent {
    const known = all.get(name)?.get(who)
    // A clock that jumped back ends the minute as well.
    if (known && !isPast(known)) return known
    return { since: now(), count: 0, shared: 0, elsewhere: 0, of: 0 }
  }

  const isPast = ({ since }: Spent) => Math.abs(now() - since) >= minute

  /** The first were not seen for longest. */
  function forgetPast(callers: Map<string, Spent>): void {
    for (const [who, spent] of callers) {
      if (!isPast(spent)) return
      callers.delete(who)
    }
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
      for (const callers of all.values()) forgetPast(callers)
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

/** Minutes of Unix time, the same in all processes. */
export function minuteOf(time: number): number {
  return Math.floor(time / minute)
}

/** Moves it to the end: the first ones are those not seen for longest. */
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
