import type { AttemptOutcome, AttemptRecord, NotificationRecord } from './notification-queue'
import type { Answer, Post } from './post'
import { nextTry } from './schedule'
import type { Sign } from './sign'

interface Trying {
  readonly post: Pick<Post, 'send'>
  readonly sign: Sign
  /** Unix ms */
  readonly now: () => number
  readonly random: (bytes: number) => Buffer
}

/** An attempt that was made, and its result. */
export interface Attempted {
  readonly attempt: AttemptRecord
  readonly outcome: AttemptOutcome
}

/**
 * Sends a notification once.
 * @returns null where `signal` aborted it before an answer
 */
export async function attemptNotification(
  { post, sign, now, random }: Trying,
  notification: NotificationRecord,
  signal: AbortSignal,
): Promise<Attempted | null> {
  const at = now()
  const headers = {
    ...sign(notification, at),
    'Content-Type': 'application/json',
    'User-Agent': 'Paymax-Checkout',
  }
  const came = await post.send(notification.url, headers, notification.body, signal)
  if (came.status === null && signal.aborted) return null
  const ended = now()
  // A clock that was set back meanwhile gives no duration.
  const attempt = { at, ...came, tookMs: Math.max(0, ended - at) }
  return { attempt, outcome: outcomeOf(came, notification, ended, random) }
}

/** Only 2xx is a delivery: no answer, redirects and every other status are tried again. */
function outcomeOf(
  { status }: Answer,
  { triedSince, tries }: NotificationRecord,
  now: number,
  random: (bytes: number) => Buffer,
): AttemptOutcome {
  if (status !== null && status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'off' }
  const chance = random(2).readUInt16BE() / 0xffff
  const at = nextTry({ triedSince, tries: tries + 1 }, now, chance)
  return at === null ? { kind: 'give_up' } : { kind: 'retry', at }
}
