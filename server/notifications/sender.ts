/** Sends what is due; several processes share it. */
import type { Clock, Log } from '../payments/core/deps'
import type { Lane, NotificationBook, NotificationRecord } from './notification-book'
import type { Post } from './post'
import type { Sign } from './sign'
import { tryNotification, type Tried } from './try-notification'
import { createUnderWay } from './under-way'

export interface SenderDeps {
  readonly book: NotificationBook
  readonly post: Post
  readonly sign: Sign
  readonly clock: Clock
  readonly random: (bytes: number) => Buffer
  readonly log: Log
  /** Told of every try that was kept. */
  readonly tried: (notification: NotificationRecord, tried: Tried) => void
}

export interface Sender {
  /** There is something to send. */
  wake(): void
  /** What is under way has a moment to end; the rest is broken off, and due for another process. */
  stop(): Promise<void>
}

/** How often it is looked for what another process has left, in ms. */
const beat = 500
/** In ms: whoever dies holding a notification loses it then; longer than a try takes. */
const lease = 30_000
const batch = 200
/** In ms. */
const momentToEnd = 1_500
/** What was tried is kept, if need be at the third go: else it is sent again for nothing. */
const goes = 3
const betweenGoes = 200
/** What has ended can be read, and asked for again, for so long. In ms. */
const keptFor = 30 * 24 * 3_600_000
/** In ms. */
const betweenForgetting = 60_000

export function startSender(deps: SenderDeps): Sender {
  const { book, clock, log } = deps
  const underWay = createUnderWay()
  const running = new Set<Promise<void>>()
  const breakOff = new AbortController()
  let round: Promise<void> | null = null
  let again = false
  /** Something may be due that there was no room for. */
  let someLeft = false
  let stopping = false
  let forgotAt = Number.NEGATIVE_INFINITY

  function wake(): void {
    again = true
    round ??= runRounds().finally(() => {
      round = null
    })
  }

  async function runRounds(): Promise<void> {
    try {
      while (again && !stopping) {
        again = false
        someLeft = false
        for (const lane of ['prompt', 'failing'] as const) await fill(lane)
        await forget(clock.now())
      }
    } catch (error) {
      log.error({ err: error }, 'a round of the sender failed')
    }
  }

  /** Takes what there is room for. What was left for want of room is taken up when something has ended. */
  async function fill(lane: Lane): Promise<void> {
    while (!stopping) {
      const now = clock.now()
      const full = underWay.full(lane)
      const hasRoom = underWay.free(lane, now) > 0
      const due = hasRoom ? await book.dueNotifications(lane, now, full, batch) : []
      const chosen = underWay.choose(lane, due, now)
      someLeft ||= !hasRoom || full.length > 0 || chosen.length < due.length
      if (chosen.length === 0) return
      const ids = chosen.map((one) => one.notificationId)
      for (const one of await book.takeNotifications(ids, now, now + lease)) {
        const ended = underWay.begin(lane, one.address, now)
        const work = deal(one, now + lease).finally(() => {
          ended()
          running.delete(work)
          if (someLeft) wake()
        })
        running.add(work)
      }
    }
  }

  async function forget(now: number): Promise<void> {
    if (Math.abs(now - forgotAt) < betweenForgetting) return
    const gone = await book.forgetNotifications(now - keptFor, batch)
    if (gone < batch) forgotAt = now
  }

  async function deal(notification: NotificationRecord, leaseUntil: number): Promise<void> {
    const { notificationId } = notification
    try {
      const tried = await tryNotification(
        { ...deps, now: clock.now },
        notification,
        breakOff.signal,
      )
      if (tried === null) {
        await book.giveBackNotification(notificationId, leaseUntil, clock.now())
        return
      }
      await keep(notificationId, leaseUntil, tried)
      deps.tried(notification, tried)
    } catch (error) {
      log.error({ err: error, notificationId }, 'a notification could not be dealt with')
    }
  }

  async function keep(
    notificationId: string,
    leaseUntil: number,
    { attempt, outcome }: Tried,
  ): Promise<void> {
    for (let go = 1; ; go += 1) {
      try {
        await book.endAttempt(notificationId, leaseUntil, attempt, outcome)
        return
      } catch (error) {
        if (go === goes) throw error
        await clock.sleep(betweenGoes)
      }
    }
  }

  const stopBeat = clock.every(beat, wake)

  return {
    wake,
    async stop() {
      stopping = true
      stopBeat()
      await round
      if (running.size > 0) {
        await Promise.race([Promise.all(running), clock.sleep(momentToEnd)])
      }
      breakOff.abort()
      await Promise.all(running)
    },
  }
}
