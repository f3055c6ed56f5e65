import { beijingDayOf } from './beijing-day'

type Random = (bytes: number) => Buffer

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `length` letters and digits, five random bits each. */
function letters(random: Random, length: number): string {
  let text = ''
  for (const byte of random(length)) text += alphabet.charAt(byte & 31)
  return text
}

/** Our name of an order: 128 random bits, safe in an address. */
export function newOrderId(random: Random): string {
  return random(16).toString('base64url')
}

/** A charge's number at the gateway: letters and digits only (Paymax allows 1–64), 130 random bits. */
export function newChargeId(random: Random): string {
  return letters(random, 26)
}

/** Whether a number is of the form of ours: another one was never made here. */
export function isChargeId(number: string): boolean {
  return number.length === 26 && Array.from(number).every((letter) => alphabet.includes(letter))
}

/** Ours of a refund, carried in the gateway's metadata: how a refund is found again. 130 random bits. */
export function newRefundId(random: Random): string {
  return letters(random, 26)
}

/**
 * Order numbers that we make begin with `P-`, which merchants' own may not; shown to people, and with the
 * day on which people here see them made.
 */
export function newOrderNo(random: Random, now: number): string {
  const day = beijingDayOf(now).name.replaceAll('-', '')
  return `P-${day}-${letters(random, 10).toUpperCase()}`
}

export const reservedOrderNoPrefix = 'P-'

/** Enough to recognise a payer by, not enough to be one: four signs at each end, of a short one fewer. */
export function maskOpenid(openid: string): string {
  const shown = Math.min(4, Math.floor(openid.length / 4))
  return `${openid.slice(0, shown)}…${openid.slice(openid.length - shown)}`
}
