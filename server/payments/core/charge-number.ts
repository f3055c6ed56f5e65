import { createHmac } from 'node:crypto'
import { alphabet, lettersOf, type Random } from './ids'

/** A charge's number at the gateway: letters and digits only (Paymax allows 1–64), 130 random bits. */
export function newChargeId(random: Random): string {
  return lettersOf(random(26))
}

/**
 * The number of the charge that follows `after` at this order: of the same form, and as hard to guess for whoever
 * has not got the key. A store that was put back finds by it what was made after its backup.
 * @param after the charge before; null: it is the order's first
 */
export function chargeIdAfter(key: Uint8Array, orderNo: string, after: string | null): string {
  const digest = createHmac('sha256', key).update(`${orderNo}\n${after ?? ''}`)
  return lettersOf(digest.digest().subarray(0, 26))
}

/** Whether a number has the form of ours; any other was never made here. */
export function isChargeId(number: string): boolean {
  return number.length === 26 && Array.from(number).every((letter) => alphabet.includes(letter))
}
