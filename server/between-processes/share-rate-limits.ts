/** Once a second, adds up what busy callers have used here with what other processes have counted. */
import { createHmac } from 'node:crypto'
import { minuteOf, type Budgets, type Unshared } from '../http/limits/budgets'
import type { Clock } from '../payments/core/deps'
import { createRecurring, type Recurring } from '../runtime/recurring'
import type { LimitCounts } from '../store/limit-counts'

const beat = 1_000
/** Callers per statement; the others follow a second later. */
const atOnce = 500

export interface ShareLimits extends Recurring {
  /** One round. Never rejects: what could not be shared now is shared with the next. */
  readonly share: () => Promise<void>
}

interface Parts {
  readonly budgets: Budgets
  readonly counts: LimitCounts
  readonly clock: Clock
  /** The same in all processes, so stored names match but identify nobody. */
  readonly secret: string
}

export function createShareLimits({ budgets, counts, clock, secret }: Parts): ShareLimits {
  let minute = minuteOf(clock.now())
  /** What was shared in this minute, by name. */
  let told = new Map<string, number>()

  const nameOf = ({ name, who }: Unshared) =>
    createHmac('sha256', secret).update(`${name} ${who}`).digest('base64url')

  async function shareAll(): Promise<void> {
    const now = minuteOf(clock.now())
    if (now !== minute) {
      told = new Map()
      minute = now
      await counts.forget(now - 1)
    }
    const spending = new Map(
      budgets
        .unshared()
        .slice(0, atOnce)
        .map((one) => [nameOf(one), one]),
    )
    if (spending.size === 0) return
    const rows = [...spending].map(([who, { spent }]) => ({ who, spent }))
    for (const { who, spent: together } of await counts.add(now, rows)) {
      const one = spending.get(who)
      const own = (told.get(who) ?? 0) + (one?.spent ?? 0)
      told.set(who, own)
      one?.shared(together - own)
    }
  }

  const share = () => shareAll().catch(() => undefined)

  return { share, ...createRecurring(clock, beat, share) }
}
