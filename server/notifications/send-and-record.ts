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
  /** Called for every attempt that was stored. */
  readonly tried: (notification: NotificationRecord, tried: Attempted) => void
}

/** How often storing an attempt is tried. If it fails, the notification is sent again for nothing. */
const goes = 3
/** In ms, between two tries. */
const betweenGoes = 200
/**
 * How many failures are stored at once. Each needs a database connection for several statements, and a
 * thousand addresses that hang time out together.
 */
const failuresAtOnce = 3

/**
 * Sends one leased notification and stores the attempt.
 * @returns whether it was delivered; never rejects
 */
export type SendAndRecord = (
  notification: NotificationRecord,
  leaseUntil: number,
) => Promise<boolean>

/** @param breakOff aborts attempts under way; they are then due for another process */
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
      log.error({ err: error, notificationId }, 'a notification could not be processed')
      return false
    }
  }
}
