import { createHmac } from 'node:crypto'
import { beijingDayOf } from './beijing-day'

type Random = (bytes: number) => Buffer

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `length` letters and digits, five random bits each. */
function letters(random: Random, length: number): string {
  return lettersOf(random(length))
}

function lettersOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += alphabet.charAt(byte & 31)
  return text
}

/** An order's id: 128 random bits, safe in a URL. */
export function newOrderId(random: Random): string {
  return random(16).toString('base64url')
}

/** A charge's number at the gateway: letters and digits only (Paymax allows 1–64), 130 random bits. */
export function newChargeId(random: Random): string {
  return letters(random, 26)
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

/** Our id of a refund, sent in the gateway's metadata so that the refund can be found again. 130 random bits. */
export function newRefundId(random: Random): string {
  return letters(random, 26)
}

/**
 * Order numbers that we make begin with `P-`, which merchants' own may not. People see them, so they contain
 * the day in Beijing.
 */
export function newOrderNo(random: Random, now: number): string {
  const day = beijingDayOf(now).name.replaceAll('-', '')
  return `P-${day}-${letters(random, 10).toUpperCase()}`
}

export const reservedOrderNoPrefix = 'P-'

/** Enough to recognise a payer, not enough to identify one: four characters at each end, fewer of a short one. */
export function maskOpenid(openid: string): string {
  const shown = Math.min(4, Math.floor(openid.length / 4))
  return `${openid.slice(0, shown)}…${openid.slice(openid.length - shown)}`
}
