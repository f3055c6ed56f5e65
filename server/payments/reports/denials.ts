/**
 * When it is believed that the gateway does not know what it had made. One denial proves nothing: a copy of
 * its books may lag behind, a search of it may be broken for a while, and a denial is not signed.
 */
import type { ChargeRecord, RefundRecord } from '../core/records'

const minute = 60_000

/**
 * So many in a row. A payer who waits makes the backend ask every second, so the count alone is no measure;
 * the time alone could be one denial before an outage and one after it.
 */
export const denialsBelieved = 5

/**
 * And for so long, in ms. Of a charge whose time is over nobody can lose by waiting but its payer, who waits
 * for the button: longer than clocks are apart, no more. Of a refund money may be on its way.
 */
export const denialStands = { charge: 5 * minute, refund: 60 * minute } as const

/** Whether the gateway has denied it often enough and for long enough to be believed. */
export function isDenied(
  { denials, deniedSince }: Pick<ChargeRecord | RefundRecord, 'denials' | 'deniedSince'>,
  of: keyof typeof denialStands,
  now: number,
): boolean {
  return denials >= denialsBelieved && deniedSince !== null && now - deniedSince >= denialStands[of]
}
