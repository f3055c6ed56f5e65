/** Takes what is due in one lane, in rounds of its own: a slow lane does not delay the other. */
import type { Clock, Log } from '../payments/core/deps'
import type { Lane, NotificationQueue, NotificationRecord } from './notification-queue'
import { createRounds, type Rounds } from './wakeable-loop'
import type { SendingSlots } from './sending-slots'

/** In ms. Longer than an attempt takes; after a crash another process takes the notification. */
const lease = 30_000
const batch = 200

export interface LaneParts {
  readonly lane: Lane
  readonly queue: NotificationQueue
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  readonly underWay: SendingSlots
  /** Starts sending one leased notification; does not wait for it. */
  readonly begin: (notification: NotificationRecord, takenAt: number, leaseUntil: number) => void
}

export interface LaneRounds extends Rounds {
  /** Something has ended: what was left for want of room is taken up. */
  readonly ended: () => void
}

export function createLane({ lane, queue, clock, log, underWay, begin }: LaneParts): LaneRounds {
  /** Something may be due that there was no room for. */
  let someLeft = false
  let stopping = false
  const rounds = createRounds(fill, (error) =>
    log.error({ err: error }, 'a round of the notification sender failed'),
  )

  async function fill(): Promise<void> {
    someLeft = false
    while (!stopping) {
      const now = clock.now()
      const full = underWay.full(lane)
      const hasRoom = underWay.free(lane, now) > 0
      // Cleared before the look: a slot freed meanwhile is not included in it.
      someLeft ||= !hasRoom || full.length > 0
      const due = hasRoom ? await queue.dueNotifications(lane, now, full, batch) : []
      const chosen = underWay.choose(lane, due, now)
      someLeft ||= chosen.length < due.length
      if (chosen.length === 0) return
      const ids = chosen.map((one) => one.notificationId)
      const leaseUntil = now + lease
      const taken = await queue.takeNotifications(ids, now, leaseUntil)
      for (const one of taken) begin(one, now, leaseUntil)
      // Fewer than asked for: there are no others.
      if (due.length < batch) return
    }
  }

  return {
    wake: rounds.wake,
    ended() {
      if (someLeft) rounds.wake()
    },
    async stop() {
      stopping = true
      await rounds.stop()
    },
  }
}
