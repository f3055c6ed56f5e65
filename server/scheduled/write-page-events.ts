/** Once a second, writes what payers' pages said of their sheets. No request and no payment waits for it. */
import type { KnownPageEvent } from '../contract/page-events'
import type { Clock, Log } from '../payments/core/deps'
import { createRecurring, type Recurring } from '../runtime/recurring'
import { createSampledWarning } from '../runtime/sampled-log'
import type { PageEventRecord, PageEventStore } from '../store/page-events'

const beat = 1_000
/** Events held in memory: what comes while the database does not answer is dropped beyond it. */
const mostHeld = 1_000
/** Events per transaction: few enough that a payment's own commit does not wait for them. */
const atOnce = 50
/** In ms: who asks about a payment asks within days. */
const kept = 30 * 24 * 3_600_000

/** Its stop writes what is held. */
interface PageEventWriter extends Recurring {
  /**
   * Returns at once and never throws. An event that names no order, or that is not known, is not kept.
   * @param openid who is signed in at the page
   */
  readonly note: (event: Noted, openid?: string | null) => void
}

type Noted = Omit<KnownPageEvent, 'kind'> & Partial<Pick<KnownPageEvent, 'kind'>>

interface Parts {
  readonly store: PageEventStore
  readonly clock: Pick<Clock, 'now' | 'every'>
  readonly log: Log
}

/** What cannot be written is dropped: it is no more than a claim, and nothing depends on it. */
export function createPageEventWriter({ store, clock, log }: Parts): PageEventWriter {
  const { now } = clock
  const warn = createSampledWarning(now, log, 'events of payers’ pages could not be stored')
  let held: PageEventRecord[] = []

  async function writeHeld(): Promise<void> {
    const events = held
    held = []
    try {
      for (let n = 0; n < events.length; n += atOnce) {
        await store.keep(events.slice(n, n + atOnce), now() - kept)
      }
    } catch (error) {
      warn('not written', { err: error })
    }
  }

  const writing = createRecurring(clock, beat, writeHeld)
  return {
    note(told, openid = null) {
      const { orderId, chargeId = '', event, kind = null } = told
      if (orderId === undefined || event === 'other') return
      if (held.length >= mostHeld) return warn('too many', {})
      held.push({ orderId, chargeId, event, kind, at: now(), openid })
    },
    start: writing.start,
    async stop() {
      await writing.stop()
      await writeHeld()
    },
  }
}
