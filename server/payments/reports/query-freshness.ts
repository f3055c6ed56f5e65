import type { QueryFreshness } from '../core/deps'

/** How many charges are remembered: far more than are waited for at once. */
const kept = 10_000

export function createQueryFreshness(): QueryFreshness {
  const last = new Map<string, number>()
  let moments = 0

  return {
    moment: () => ++moments,
    note(chargeId, moment) {
      const latest = Math.max(moment, last.get(chargeId) ?? 0)
      // The charge that was queried longest ago is forgotten first.
      last.delete(chargeId)
      last.set(chargeId, latest)
      const [oldest] = last.keys()
      if (last.size > kept && oldest !== undefined) last.delete(oldest)
    },
    since: (chargeId, moment) => (last.get(chargeId) ?? 0) > moment,
  }
}
