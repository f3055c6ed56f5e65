import type { Limits } from '../config/limits'
import type { LoginRepository } from './login-repository'
import { unfinishedKept } from './login-times'

/** How many logins are started before they are counted. */
const seldom = 500

/** Deleted per batch. More than that many, so that one process catches up with what others start. */
const atOnce = 1_000

/**
 * As many as one address can start while they are kept: 18,000 of at most 1.5 kB by default. Where several
 * addresses start more, the oldest are deleted first.
 */
export function maxUnfinished({ authorize }: Pick<Limits, 'authorize'>): number {
  return Math.ceil((authorize * unfinishedKept) / 60_000)
}

/**
 * Bounds the unfinished logins that strangers can leave behind, from however many addresses: only the newest
 * are kept. A payer who comes back from WeChat within seconds is among them.
 * @param most how many are kept
 */
export function limitUnfinished(
  logins: Pick<LoginRepository, 'forgetBeyond'>,
  most: number,
): (now: number) => Promise<void> {
  let started = 0
  return async (now) => {
    started += 1
    if (started % Math.min(seldom, most) !== 0) return
    await logins.forgetBeyond(most, now + unfinishedKept, atOnce)
  }
}
