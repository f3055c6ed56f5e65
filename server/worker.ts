import type { LoginRepository } from './login/login-repository'
import type { PaymentDeps } from './payments/core/deps'
import { attemptBound } from './payments/charges/attempt-limit'
import { processDue } from './payments/worker/process-due'
import { createCounter, type Counter } from './runtime/metrics/counter'
import { createHistogram, type Histogram } from './runtime/metrics/histogram'
import type { GaugeReading } from './runtime/metrics/gauge'
import { createRecurring } from './runtime/recurring'
import { startStopwatch } from './runtime/stopwatch'

const beat = 1_000
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** In ms. Paymax resends an event for 36 hours; what it said can be looked up this long. */
const webhooksKept = 7 * day
/** Twice as long as the limit looks back: clocks differ. */
const attemptsKept = 2 * attemptBound.within
/** In ms: long after this, the same code from the same browser no longer gives a login. */
const openidsKept = hour
/** Rows per batch: a large backlog is deleted bit by bit, so that payments do not wait for it. */
const atOnce = 500

/** The worker's rounds as metrics; where nothing is due, one ends every second. */
export interface Rounds {
  readonly counter: Counter
  readonly histogram: Histogram
  readonly reading: GaugeReading
  /** @param at Unix ms */
  readonly ended: (outcome: 'done' | 'failed', tookMs: number, at: number) => void
}

export function countRounds(): Rounds {
  const help = 'Rounds of the worker, by how they ended'
  const counter = createCounter('worker_rounds', help, 'outcome')
  counter.begin('done')
  counter.begin('failed')
  const histogram = createHistogram({
    name: 'worker_round_seconds',
    help: 'How long the worker’s rounds took, by how they ended',
    labels: ['outcome'],
    bounds: [0.01, 0.05, 0.25, 1, 5, 25],
  })
  const last = new Map<string, number>()
  const lastHelp = 'When the worker’s last round ended, in seconds since 1970, by how it ended'
  return {
    counter,
    histogram,
    reading: { name: 'worker_last_round_timestamp_seconds', help: lastHelp, read: () => last },
    ended(outcome, tookMs, at) {
      counter.add(outcome)
      histogram.add(tookMs, outcome)
      last.set(outcome, at / 1_000)
    },
  }
}

/** Runs the worker's rounds one after the other, with housekeeping in between. */
export function startWorker(
  payments: PaymentDeps,
  logins: LoginRepository,
  rounds = countRounds(),
  /** Checks what was paid between a backup and its restore; logs what it finds. */
  readGaps: () => Promise<void> = () => Promise.resolve(),
  /** Tasks in addition to its own. */
  more: readonly Chore[] = [],
) {
  let stopping = false
  const everyMinute = rarely(minute)
  const chores = [...choresFor(payments, logins), ...more]
  let unfinished: readonly Chore[] = []
  /** Statements take minutes: no payment waits for them. */
  let reading: Promise<void> | null = null

  async function runRound(): Promise<void> {
    const took = startStopwatch()
    const ended = (outcome: 'done' | 'failed') =>
      rounds.ended(outcome, took(), payments.clock.now())
    try {
      while ((await processDue(payments)) && !stopping);
      await keepHouse(payments.clock.now())
      ended('done')
    } catch (error) {
      ended('failed')
      payments.log.error({ err: error }, 'a round of the worker failed')
    }
  }

  /** One batch of each task per round, until nothing is left for this minute. */
  async function keepHouse(now: number): Promise<void> {
    if (everyMinute(now)) {
      unfinished = chores
      reading ??= readAll().finally(() => {
        reading = null
      })
    }
    const again: Chore[] = []
    for (const chore of unfinished) if (await chore(now)) again.push(chore)
    unfinished = again
  }

  async function readAll(): Promise<void> {
    try {
      await readGaps()
    } catch (error) {
      if (stopping) return
      payments.log.error(
        { err: error },
        'the gateways could not be queried about the time since the backup',
      )
    }
  }

  const recurring = createRecurring(payments.clock, beat, runRound)
  recurring.start()

  return {
    async stop(): Promise<void> {
      stopping = true
      await recurring.stop()
      // A statement may be minutes on its way: what it tells is asked for again after the next start.
    },
  }
}

/** @returns whether there may be more */
type Chore = (now: number) => Promise<boolean>

function choresFor({ repository }: PaymentDeps, logins: LoginRepository): readonly Chore[] {
  const all = (count: number) => count === atOnce
  return [
    (now) => repository.bringBackDue(now, atOnce),
    async (now) => (await repository.forgetWebhooks(now - webhooksKept, atOnce)) >= atOnce,
    async (now) => (await repository.forgetAttempts(now - attemptsKept, atOnce)) >= atOnce,
    async (now) => all(await logins.forgetOpenids(now - openidsKept, atOnce)),
    async (now) => all(await logins.forgetLogins(now, atOnce)),
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
