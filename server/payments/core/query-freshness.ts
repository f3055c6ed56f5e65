/**
 * When the gateway last spoke, as this process saw it: counted, not timed. Clocks of several processes
 * differ and one of them may jump; «asked since you asked» must hold all the same.
 */
export interface Spoken {
  /** A moment later than every one before. */
  readonly moment: () => number
  /** The gateway answered a question about this charge that was asked at `moment`. */
  readonly note: (chargeId: string, moment: number) => void
  /** Whether it has answered one that was asked after `moment`. */
  readonly since: (chargeId: string, moment: number) => boolean
}

/** Far more than are waited for at once. */
const kept = 10_000

export function createSpoken(): Spoken {
  const last = new Map<string, number>()
  let moments = 0

  return {
    moment: () => ++moments,
    note(chargeId, moment) {
      const latest = Math.max(moment, last.get(chargeId) ?? 0)
      // The longest silent one is the first to be forgotten.
      last.delete(chargeId)
      last.set(chargeId, latest)
      const [oldest] = last.keys()
      if (last.size > kept && oldest !== undefined) last.delete(oldest)
    },
    since: (chargeId, moment) => (last.get(chargeId) ?? 0) > moment,
  }
}
