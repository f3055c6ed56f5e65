/** What this process is applying at the moment, by charge. */
export interface InFlight {
  /** @param chargeId ours, as a verified webhook names it */
  readonly note: (chargeId: string | null, work: Promise<void>) => Promise<void>
  /**
   * Resolves when nothing of this charge is being applied.
   * @returns whether something was
   */
  readonly ended: (chargeId: string) => Promise<boolean>
}

/**
 * A status query that comes while the payment's webhook is being applied waits for it, instead of asking the
 * gateway for what it has just said.
 */
export function createInFlight(): InFlight {
  const underWay = new Map<string, Promise<void>>()

  return {
    async note(chargeId, work) {
      if (chargeId === null) return work
      underWay.set(chargeId, work)
      try {
        await work
      } finally {
        if (underWay.get(chargeId) === work) underWay.delete(chargeId)
      }
    },
    async ended(chargeId) {
      const work = underWay.get(chargeId)
      // Whoever applies it handles a failure.
      await work?.catch(() => {})
      return work !== undefined
    },
  }
}
