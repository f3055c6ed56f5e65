import type { Messages } from '../messages'
import type { Desk } from './account'
import type { DeliveryTarget } from '../deliver'
import { makeNotice } from './webhook'
import type { Notice, NoticeDraft } from './webhook'
import { sendNotice } from './send-webhook'

export interface Notices {
  list: () => readonly Notice[]
  /** If set, everything goes there, and not to the order's own address. */
  target: DeliveryTarget | null
  /** Follows the schedule until it is acknowledged. */
  enqueue: (draft: NoticeDraft) => Notice
  /** Once, now, whatever the answer. */
  sendOnce: (draft: NoticeDraft) => Promise<Notice>
  flush: () => Promise<void>
  stop: () => void
}

const minute = 60
const hour = 3600

/** In seconds: the pause between two sends; there is none after the last. */
const gaps: readonly number[] = [
  ...[15, 15, 30, 3 * minute, 10 * minute, 20 * minute, 30 * minute, 30 * minute, 30 * minute],
  ...[hour, 3 * hour, 3 * hour, 3 * hour, 6 * hour, 6 * hour],
]

const lateBy = 20_000

/** `speed` 0 sets no timer at all: webhooks wait for `flush`. */
export function createNotices(
  desk: Desk,
  messages: Messages,
  speed: number,
  changed: () => void,
): Notices {
  const all: Notice[] = []
  const timers = new Map<Notice, () => void>()
  const stopping = new AbortController()

  function open(draft: NoticeDraft): Notice {
    const notice = makeNotice(desk, draft)
    all.push(notice)
    return notice
  }

  function schedule(notice: Notice, delay: number): void {
    notice.dueAt = desk.clock.now() + delay
    if (speed === 0) return
    timers.set(
      notice,
      desk.clock.after(delay / speed, () => void turn(notice)),
    )
  }

  const send = (notice: Notice) =>
    sendNotice(desk, messages, notice, notices.target, stopping.signal)

  async function turn(notice: Notice): Promise<void> {
    timers.get(notice)?.()
    timers.delete(notice)
    if (notice.state !== 'waiting') return
    const gap = gaps[notice.turns]
    notice.turns += 1
    const taken = await send(notice)
    if (desk.faults.get().wxpay_notices === 'twice') await send(notice)
    if (taken) notice.state = 'delivered'
    else if (gap === undefined) notice.state = 'given_up'
    else schedule(notice, gap * 1000)
    changed()
  }

  const notices: Notices = {
    list: () => all,
    target: null,
    enqueue(draft) {
      const notice = open(draft)
      schedule(notice, desk.faults.get().wxpay_notices === 'late' ? lateBy : 0)
      return notice
    },
    async sendOnce(draft) {
      const notice = open(draft)
      notice.state = (await send(notice)) ? 'delivered' : 'given_up'
      changed()
      return notice
    },
    async flush() {
      for (const notice of all.filter(({ state }) => state === 'waiting')) await turn(notice)
    },
    stop: () => stopping.abort(),
  }
  return notices
}
