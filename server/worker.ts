import type { LoginBook } from './login/login-book'
import type { PaymentDeps } from './payments/core/deps'
import { attemptBound } from './payments/charges/charge-policy'
import { processDue } from './payments/worker/process-due'
import { createCounter } from './runtime/counter'

const beat = 1_000
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** Paymax sends an event again for 36 hours; who wants to know what it said has this long. */
const webhooksKept = 7 * day
/** Twice as long as the bound looks back: clocks differ. */
const attemptsKept = 2 * attemptBound.within
/** For long after that, the same code from the same browser is no login again. */
const openidsKept = hour
/** A backlog of years is let go of bit by bit: nobody who pays waits behind it. */
const atOnce = 500

/** How the worker's rounds ended; one ends every second where nothing is due. */
export const countRounds = () =>
  createCounter('worker_rounds', 'Rounds of the worker, by how they ended', 'outcome')

/** Runs the worker's rounds one after the other, and now and then keeps house. */
export function startWorker(payments: PaymentDeps, book: LoginBook, rounds = countRounds()) {
  let round: Promise<void> | null = null
  let stopping = false
  const everyMinute = rarely(minute)
  const chores = choresOf(payments, book)
  let unfinished: readonly Chore[] = []

  async function runRound(): Promise<void> {
    try {
      while ((await processDue(payments)) && !stopping);
      await keepHouse(payments.clock.now())
      rounds.add('done')
    } catch (error) {
      rounds.add('failed')
      payments.log.error({ err: error }, 'a round of the worker failed')
    }
  }

  /** A batch of each chore a round, until there is no more of it for this minute. */
  async function keepHouse(now: number): Promise<void> {
    if (everyMinute(now)) unfinished = chores
    const more: Chore[] = []
    for (const chore of unfinished) if (await chore(now)) more.push(chore)
    unfinished = more
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

/** @returns whether there may be more */
type Chore = (now: number) => Promise<boolean>

function choresOf({ repository }: PaymentDeps, book: LoginBook): readonly Chore[] {
  const all = (count: number) => count === atOnce
  return [
    (now) => repository.bringBackDue(now, atOnce),
    async (now) => (await repository.forgetWebhooks(now - webhooksKept, atOnce)) >= atOnce,
    async (now) => (await repository.forgetAttempts(now - attemptsKept, atOnce)) >= atOnce,
    async (now) => all(await book.forgetOpenids(now - openidsKept, atOnce)),
    async (now) => all(await book.forgetLogins(now, atOnce)),
  ]
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
