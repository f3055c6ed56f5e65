/** Sends what is due; several processes share the work. */
import type { Clock } from '../payments/core/deps'
import { createSendAndRecord, type SendAndRecordDeps } from './send-and-record'
import { createLane } from './take-due'
import type { Lane } from './notification-queue'
import { createRounds } from './wakeable-loop'
import { createSendingSlots } from './sending-slots'

export interface SenderDeps extends SendAndRecordDeps {
  readonly clock: Clock
}

export interface Sender {
  /** There may be something to send. */
  wake(): void
  /** Waits a moment for attempts under way, then aborts them; they are due for another process. */
  stop(): Promise<void>
}

/** In ms: how often to look for notifications left by another process. */
const beat = 500
/** In ms. */
const momentToEnd = 1_500
/** In ms: how long ended notifications can be read and resent. */
const keptFor = 30 * 24 * 3_600_000
/** In ms. */
const betweenForgetting = 60_000
const forgottenAtOnce = 200

export function startSender(deps: SenderDeps): Sender {
  const { queue, clock, log } = deps
  const underWay = createSendingSlots()
  const running = new Set<Promise<void>>()
  const breakOff = new AbortController()
  const sendAndRecord = createSendAndRecord(deps, breakOff.signal)
  const [prompt, failing] = [laneOf('prompt'), laneOf('failing')]
  let forgotAt = Number.NEGATIVE_INFINITY
  const forgetting = createRounds(forget, (error) =>
    log.error({ err: error }, 'a round of the notification sender failed'),
  )

  function laneOf(lane: Lane) {
    return createLane({
      ...{ lane, queue, clock, log, underWay },
      begin(notification, takenAt, leaseUntil) {
        const ended = underWay.begin(lane, notification.address, takenAt)
        const work = sendAndRecord(notification, leaseUntil).then((isDelivered) => {
          ended()
          running.delete(work)
          // When an address answers again, its waiting notifications move to the prompt lane.
          if (isDelivered && lane === 'failing') prompt.wake()
          else prompt.ended()
          failing.ended()
        })
        running.add(work)
      },
    })
  }

  async function forget(): Promise<void> {
    const now = clock.now()
    if (Math.abs(now - forgotAt) < betweenForgetting) return
    const gone = await queue.forgetNotifications(now - keptFor, forgottenAtOnce)
    if (gone < forgottenAtOnce) forgotAt = now
  }

  const stopBeat = clock.every(beat, () => {
    underWay.beat()
    for (const one of [prompt, failing, forgetting]) one.wake()
  })

  return {
    wake() {
      prompt.wake()
      failing.wake()
    },
    async stop() {
      stopBeat()
      await Promise.all([prompt, failing, forgetting].map((one) => one.stop()))
      if (running.size > 0) {
        await Promise.race([Promise.all(running), clock.sleep(momentToEnd)])
      }
      breakOff.abort()
      await Promise.all(running)
    },
  }
}
