import type { Receipt } from '../../server/contract/receipts'
import type { Answer } from './ask-receipt'
import type { ResultFrame } from './result-frame'

/** What the page can show. `late`: still not confirmed after all queries. */
export type Shown = Receipt['status'] | 'waiting' | 'late' | 'unknown' | 'silent'

/** Everything the page needs from outside. */
export interface Surroundings {
  /** As WeChat appends it to our address; null where it did not. */
  readonly number: string | null
  /** Null where the page was opened directly, with the payer's cookies. */
  readonly frame: ResultFrame | null
  ask(number: string): Promise<Answer>
  show(shown: Shown, merchantName: string | null): void
  pause(ms: number): Promise<void>
  /** In ms since the page was opened. */
  age(): number
  /** Goes to a page of ours, replacing this one in the history. */
  leave(address: string): void
}

/** Pauses between queries, in seconds: a webhook takes moments, the worker half a minute. */
const pauses = [1, 2, 3, ...Array.from({ length: 12 }, () => 5)]
/** In ms: three seconds after opening, WeChat decides which page it shows. */
const undecided = 2500

/**
 * Follows a payment until it is paid, or until asking is useless. WeChat is first told that the page is
 * there: its content may come later.
 */
export async function follow(around: Surroundings): Promise<void> {
  const { number, frame } = around
  if (number === null) return nothingToShow(around)
  frame?.ready('SHOW_CUSTOM_PAGE')
  let answer = await around.ask(number)
  if (typeof answer === 'string' && frame && around.age() < undecided) {
    // WeChat's own page says more than ours can. Later it would replace ours under the payer's finger.
    frame.ready('SHOW_OFFICIAL_PAGE')
  }
  for (const seconds of pauses) {
    if (!present(around, answer)) return
    await around.pause(seconds * 1000)
    answer = await around.ask(number)
  }
  if (present(around, answer)) around.show(lastWord(answer), nameIn(answer))
}

/**
 * Shows an answer, or goes where it leads.
 * @returns whether another query could give another answer
 */
function present(around: Surroundings, answer: Answer): boolean {
  if (typeof answer === 'string') {
    around.show(answer, null)
    return answer === 'silent'
  }
  // WeChat's frame has no session, and a page opened in it would stay in it.
  if (answer.orderId !== null && around.frame === null) {
    around.leave(`success?order=${encodeURIComponent(answer.orderId)}`)
    return false
  }
  around.show(answer.status, answer.merchantName)
  return answer.status === 'confirming'
}

function nothingToShow(around: Surroundings): void {
  around.frame?.ready('SHOW_OFFICIAL_PAGE')
  around.show('unknown', null)
}

const lastWord = (answer: Answer) => (answer === 'silent' ? 'silent' : 'late')
const nameIn = (answer: Answer) => (typeof answer === 'string' ? null : answer.merchantName)
