import { maskOpenid } from '../../payments/core/ids'
import type { ChargeRecord } from '../../payments/core/records'

export function failureOf({ failure }: Pick<ChargeRecord, 'failure'>): string {
  return failure ? `  failed: ${failure.reason}, ${failure.code} ${failure.message}` : ''
}
const BEIJING = 8 * 3_600_000

export const timeOf = (at: number) => new Date(at + BEIJING).toISOString().replace('Z', '+08:00')

export const payerOf = (openid: string | null) =>
  openid === null ? '' : `  payer ${maskOpenid(openid)}`

/** Which of the merchant's keys did it. */
export const keySuffix = (key: string | undefined) => (key === undefined ? '' : `  by ${key}`)

export function yuan(fen: number): string {
  return `${String(Math.floor(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
}

/** Text from outside must not contain terminal control codes. */
export function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '?')
}
