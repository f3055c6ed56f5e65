/** What may be done a minute. */
import { problem } from './variables/problem'
import { optional, type Environment } from './variables/variables'

/** At all processes together, on PostgreSQL. Each counts on its own: what one of them is spent by shuts nobody out of another. */
export const defaultLimits = {
  /** Calls of a payer who is signed in. */
  payer: 240,
  /** Calls of a holder of an API key. */
  key: 30_000,
  /** Calls of everybody at an address who is not signed in, but for the next two. */
  address: 1_200,
  /** Sign-ins begun at an address. */
  authorize: 600,
  /** What is done with one sign-in that was begun here. */
  landing: 20,
  /** API keys tried at an address that are none. */
  guess: 30,
} as const

export type LimitName = keyof typeof defaultLimits
export type Limits = Readonly<Record<LimitName, number>>

const most = 1_000_000

/** `name=number`, with commas between; what is left out stays as it is. */
export function limits(env: Environment): Limits {
  const given = new Map<LimitName, number>()
  for (const part of (optional(env, 'LIMITS') ?? '').split(',')) {
    if (part.trim() === '') continue
    const [name = '', number = '', ...more] = part.split('=').map((one) => one.trim())
    if (!isName(name)) throw refused(`knows ${Object.keys(defaultLimits).join(', ')}.`)
    if (given.has(name)) throw refused(`has ${name} twice.`)
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
