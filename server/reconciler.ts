import type { LoginBook } from './login/login-book'
import type { PaymentDeps } from './payments/deps'
import { reconcile } from './payments/reconcile'

const beat = 1_000
const hour = 3_600_000
const day = 24 * hour

/** Runs the reconciler's rounds one after the other, and once an hour forgets old logins and keys. */
export function startReconciler(payments: PaymentDeps, book: LoginBook) {
  let round: Promise<void> | null = null
  let stopping = false
  let forgetAt = 0

  async function runRound(): Promise<void> {
    try {
      while ((await reconcile(payments)) && !stopping);
      const now = payments.clock.now()
      if (now < forgetAt) return
      forgetAt = now + hour
      await book.forgetLogins({ openids: now - hour, targets: now - 30 * day })
      await payments.ledger.forgetIdempotencyKeys(now - day)
    } catch (error) {
      payments.log.error({ err: error }, 'a round of the reconciler failed')
    }
  }

  const stopBeat = payments.clock.every(beat, () => {
    round ??= runRound().finally(() => {
      round = null
    })
  })

  return {
    async stop(): Promise<void> {
      stopping = true
      stopBeat()
      await round
    },
  }
}
