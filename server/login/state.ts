import { createHmac, timingSafeEqual } from 'node:crypto'

const minute = 60_000
/** In ms: how long a state may be used after the payer was sent to WeChat. */
export const stateLife = 10 * minute
/** In ms: the clocks of two processes differ by less. */
const skew = 2 * minute

const timeDigits = 8
const randomDigits = 24
const proofDigits = 32

/**
 * A new state: its time, something random, and a MAC keyed with the browser's secret. So a forged state is
 * recognised without a look at the database.
 * @param at Unix ms
 * @returns 64 hex digits, within WeChat's `a-zA-Z0-9`, at most 128 bytes
 */
export function newState(browser: string, at: number, random: (bytes: number) => Buffer): string {
  const time = Math.floor(at / 1000)
  const said =
    time.toString(16).padStart(timeDigits, '0') + random(randomDigits / 2).toString('hex')
  return said + proofOf(browser, said)
}

/** Whether this state was made here for this browser, and may still be used. */
export function isStateOf(state: string, browser: string | undefined, now: number): boolean {
  const said = state.slice(0, timeDigits + randomDigits)
  if (browser === undefined || state.length !== said.length + proofDigits) return false
  const age = now - Number.parseInt(said.slice(0, timeDigits), 16) * 1000
  if (!(age >= -skew && age <= stateLife)) return false
  const given = Buffer.from(state.slice(said.length))
  const right = Buffer.from(proofOf(browser, said))
  return given.length === right.length && timingSafeEqual(given, right)
}

function proofOf(browser: string, said: string): string {
  return createHmac('sha256', browser).update(said).digest('hex').slice(0, proofDigits)
}
