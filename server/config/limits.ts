/** Rate limits, per minute. */
import { problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/** Across all processes, on PostgreSQL. Each limit counts separately: using one up does not affect the others. */
export const defaultLimits = {
  /** Calls of a signed-in payer. */
  payer: 240,
  /** Calls of the holder of an API key. */
  key: 30_000,
  /** Calls of everyone at an address who is not signed in, except the next two. */
  address: 1_200,
  /** Sign-ins started at an address. */
  authorize: 600,
  /** Calls with one sign-in that was started here. */
  landing: 20,
  /** Wrong API keys tried at an address. */
  guess: 30,
} as const

export type LimitName = keyof typeof defaultLimits
export type Limits = Readonly<Record<LimitName, number>>

const most = 1_000_000

/** `name=number`, separated by commas; others keep their default. */
export function limits(env: Environment): Limits {
  const given = new Map<LimitName, number>()
  for (const part of (optional(env, 'LIMITS') ?? '').split(',')) {
    if (part.trim() === '') continue
    const [name = '', number = '', ...more] = part.split('=').map((one) => one.trim())
    if (!isName(name)) throw refused(`the names are ${Object.keys(defaultLimits).join(', ')}.`)
    if (given.has(name)) throw refused(`${name} is set twice.`)
    const value = /^\d{1,7}$/.test(number) ? Number(number) : 0
    if (more.length > 0 || value < 1 || value > most) {
      throw refused(`set ${name}= and a whole number from 1 to ${most}.`)
    }
    given.set(name, value)
  }
  return { ...defaultLimits, ...Object.fromEntries(given) }
}

function isName(name: string): name is LimitName {
  return Object.hasOwn(defaultLimits, name)
}

function refused(mend: string) {
  return problem('LIMITS', mend)
}
