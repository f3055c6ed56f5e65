import { randomUUID } from 'node:crypto'

/** How many refunds without an answer are remembered; the oldest are forgotten first. */
const kept = 1_000

/** The idempotency keys of refunds that nobody knows the outcome of. */
export interface KeptKeys {
  /**
   * A fresh key; or the one of the same refund that was asked for before and never answered, so that asking
   * again pays back once.
   */
  take: (refund: string) => string
  /** The refund has no answer: the next one that is the same gets this key. */
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
