import type { Limits } from '../config/limits'
import type { LoginRepository } from './login-repository'
import { unfinishedKept } from './login-times'

/** How many are started before it is looked how many there are. */
const seldom = 500

/** More than that many: what several processes start is caught up with. */
const atOnce = 1_000

/**
 * As many as one address can start while they are kept: 18,000 of at most 1.5 kB by default. Where more
 * addresses start that many, the oldest go first.
 */
export function maxUnfinished({ authorize }: Pick<Limits, 'authorize'>): number {
  return Math.ceil((authorize * unfinishedKept) / 60_000)
}

/**
 * Bounds what strangers leave behind, whoever starts them and from wherever: of the logins that are none
 * yet, or never will be, only the newest are kept. Who comes back from WeChat within seconds is among them.
 * @param most of them
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
