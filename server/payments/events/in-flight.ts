/** What this process is applying just now, by charge. */
export interface InFlight {
  /** @param chargeId ours, as a verified notification names it */
  readonly note: (chargeId: string | null, work: Promise<void>) => Promise<void>
  /** Resolves when nothing of this charge is being applied. @returns whether something was */
  readonly ended: (chargeId: string) => Promise<boolean>
}

/**
 * Whoever asks how a payment stands while its webhook is being applied waits for that, instead of asking
 * the gateway for what it has just said.
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
      // Whether it could be applied is the business of whoever applies it.
      await work?.catch(() => {})
      return work !== undefined
    },
  }
}
