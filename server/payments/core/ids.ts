import { beijingDayOf } from './beijing-day'

export type Random = (bytes: number) => Buffer

export const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** `length` letters and digits, five random bits each. */
function letters(random: Random, length: number): string {
  return lettersOf(random(length))
}

/** A letter or digit for each byte: five bits of it. */
export function lettersOf(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += alphabet.charAt(byte & 31)
  return text
}

/** An order's id: 128 random bits, safe in a URL. */
export function newOrderId(random: Random): string {
  return random(16).toString('base64url')
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
