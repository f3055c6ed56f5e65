/**
 * When «not found» is believed of a charge or refund that the gateway had made. A single answer proves
 * nothing: a replica may lag behind, its search may be broken for a while, and the answer is not signed.
 */
import type { ChargeRecord, RefundRecord } from '../core/records'

const minute = 60_000

/**
 * How many in a row. A waiting payer causes a query every second, so the count alone is not enough; the time
 * alone could be one answer before an outage and one after it.
 */
export const denialsBelieved = 5

/**
 * And for how long, in ms. An expired charge only keeps its payer waiting for the button, so this is just
 * longer than clocks differ. A refund may have moved money.
 */
export const denialStands = { charge: 5 * minute, refund: 60 * minute } as const

/** Whether the gateway has not found it often enough and for long enough. */
export function isDenied(
  { denials, deniedSince }: Pick<ChargeRecord | RefundRecord, 'denials' | 'deniedSince'>,
  of: keyof typeof denialStands,
  now: number,
): boolean {
  return denials >= denialsBelieved && deniedSince !== null && now - deniedSince >= denialStands[of]
}
