import { randomUUID } from 'node:crypto'

/** How many unanswered refunds are remembered; the oldest are dropped first. */
const kept = 1_000

/** Idempotency keys of refunds whose result is unknown. */
export interface KeptKeys {
  /**
   * A new key; or the key of the same refund if it was requested before without an answer, so that repeating
   * it refunds once.
   */
  take: (refund: string) => string
  /** The refund got no answer: the next identical one uses this key. */
  keep: (refund: string, key: string) => void
}

export function createKeptKeys(): KeptKeys {
  const unanswered: { readonly refund: string; readonly key: string }[] = []
  return {
    take(refund) {
      const at = unanswered.findIndex((one) => one.refund === refund)
      const [found] = at < 0 ? [] : unanswered.splice(at, 1)
      return found?.key ?? randomUUID()
    },
    keep(refund, key) {
      unanswered.push({ refund, key })
      if (unanswered.length > kept) unanswered.shift()
    },
  }
}
