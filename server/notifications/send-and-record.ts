import type { Clock, Log } from '../payments/core/deps'
import type { NotificationQueue, NotificationRecord } from './notification-queue'
import type { Post } from './post'
import type { Sign } from './sign'
import { attemptNotification, type Attempted } from './attempt-notification'
import { createConcurrencyLimit } from './concurrency-limit'

export interface SendAndRecordDeps {
  readonly queue: NotificationQueue
  readonly post: Pick<Post, 'send'>
  readonly sign: Sign
  readonly clock: Pick<Clock, 'now' | 'sleep'>
  readonly random: (bytes: number) => Buffer
  readonly log: Log
  /** Told of every try that was kept. */
  readonly tried: (notification: NotificationRecord, tried: Attempted) => void
}

/** What was tried is kept, if need be at the third go: else it is sent again for nothing. */
const goes = 3
/** In ms. */
const betweenGoes = 200
/**
 * So many failures are kept at once. Each takes a connection to the database for several statements, and a
 * thousand addresses that hang time out together.
 */
const failuresAtOnce = 3

/** Sends one that was taken and keeps what came of it. @returns whether it was delivered; never rejects */
export type SendAndRecord = (
  notification: NotificationRecord,
  leaseUntil: number,
) => Promise<boolean>

/** @param breakOff ends what is under way; it is due for another process then */
export function createSendAndRecord(deps: SendAndRecordDeps, breakOff: AbortSignal): SendAndRecord {
  const { queue, clock, log } = deps
  const inTurn = createConcurrencyLimit(failuresAtOnce)

  async function keep(
    id: string,
    leaseUntil: number,
    { attempt, outcome }: Attempted,
  ): Promise<void> {
    for (let go = 1; ; go += 1) {
      try {
        await queue.endAttempt(id, leaseUntil, attempt, outcome)
        return
      } catch (error) {
        if (go === goes) throw error
        await clock.sleep(betweenGoes)
      }
    }
  }

  return async (notification, leaseUntil) => {
    const { notificationId } = notification
    try {
      const tried = await attemptNotification({ ...deps, now: clock.now }, notification, breakOff)
      if (tried === null) {
        await queue.giveBackNotification(notificationId, leaseUntil, clock.now())
        return false
      }
      const isDelivered = tried.outcome.kind === 'delivered'
      const keepIt = () => keep(notificationId, leaseUntil, tried)
      await (isDelivered ? keepIt() : inTurn(keepIt))
      deps.tried(notification, tried)
      return isDelivered
    } catch (error) {
      log.error({ err: error, notificationId }, 'a notification could not be dealt with')
      return false
    }
  }
}
