import type { LoginBook } from './login/login-book'
import type { PaymentDeps } from './payments/deps'
import { attemptBound } from './payments/one-live-charge'
import { reconcile } from './payments/reconcile'

const beat = 1_000
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Paymax sends an event again for 36 hours; who wants to know what it said has this long. */
const notificationsKept = 7 * day
/** Twice as long as the bound looks back: clocks differ. */
const attemptsKept = 2 * attemptBound.within
/** A backlog of years is let go of bit by bit: nobody who pays waits behind it. */
const forgottenAtOnce = 500

/** Runs the reconciler's rounds one after the other, and now and then keeps house. */
export function startReconciler(payments: PaymentDeps, book: LoginBook) {
  let round: Promise<void> | null = null
  let stopping = false
  const everyMinute = rarely(minute)
  const everyHour = rarely(hour)
  let moreToForget = false
  let moreAttempts = false

  async function runRound(): Promise<void> {
    try {
      while ((await reconcile(payments)) && !stopping);
      await keepHouse(payments.clock.now())
    } catch (error) {
      payments.log.error({ err: error }, 'a round of the reconciler failed')
    }
  }

  async function keepHouse(now: number): Promise<void> {
    if (everyMinute(now)) {
      await payments.ledger.bringBackDue(now)
      moreToForget = true
      moreAttempts = true
    }
    if (moreToForget) {
      const before = now - notificationsKept
      const forgotten = await payments.ledger.forgetNotifications(before, forgottenAtOnce)
      moreToForget = forgotten === forgottenAtOnce
    }
    if (moreAttempts) {
      const before = now - attemptsKept
      const forgotten = await payments.ledger.forgetAttempts(before, forgottenAtOnce)
      moreAttempts = forgotten >= forgottenAtOnce
    }
    if (!everyHour(now)) return
    await book.forgetLogins({ openids: now - hour, targets: now - 30 * day })
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

/** @returns whether `period` ms have gone by since it last said so; a clock that jumped back counts as that */
function rarely(period: number): (now: number) => boolean {
  let last = Number.NEGATIVE_INFINITY
  return (now) => {
    if (Math.abs(now - last) < period) return false
    last = now
    return true
  }
}
