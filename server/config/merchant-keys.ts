/** Keys of the merchant API: each has full access, or is limited to a scope. */
import { createHash } from 'node:crypto'
import { problem } from './variables/problem'
import { secrets, type Environment } from './variables/variables'

/** Scopes of a key. Each of them may read. */
export const keyScopes = ['read', 'order', 'refund'] as const
export type KeyScope = (typeof keyScopes)[number]

export interface MerchantKey {
  readonly scope: KeyScope | 'all'
  /** Accepted forms: the secret alone, and as it is written in the list. */
  readonly forms: readonly string[]
  /** `refund:1a2b3c4d`: its scope, and the first eight hex digits of the secret's SHA-256. Never the secret. */
  readonly name: string
}

const rule = { minBytes: 16, mend: 'Make one with: openssl rand -hex 32' }
const prefix = /^([a-z]+):/

/** @throws ConfigError where there is none, one is too short, has an unknown scope or two scopes */
export function merchantKeys(env: Environment, name: string): MerchantKey[] {
  const entries = secrets(env, name, rule)
  const unknown = entries.some((entry) => {
    const scope = prefix.exec(entry)?.[1]
    return scope !== undefined && !isScope(scope)
  })
  if (unknown)
    throw problem(
      name,
      `the prefix of a key can only be ${keyScopes.map((scope) => `${scope}:`).join(', ')}`,
    )
  const bare = new Set(entries.map(secretOf))
  if (bare.size < new Set(entries).size) {
    throw problem(
      name,
      'the same secret occurs with two scopes. Use a separate secret for each scope.',
    )
  }
  secrets({ [name]: [...bare].join(',') }, name, rule)
  return entries.map(keyOf)
}

/** @param entry as written in the list */
export function secretOf(entry: string): string {
  const scope = prefix.exec(entry)?.[1]
  return scope !== undefined && isScope(scope) ? entry.slice(scope.length + 1) : entry
}

function keyOf(entry: string): MerchantKey {
  const secret = secretOf(entry)
  const scope = keyScopes.find((one) => entry === `${one}:${secret}`) ?? 'all'
  const print = createHash('sha256').update(secret).digest('hex').slice(0, 8)
  return { scope, forms: scope === 'all' ? [secret] : [secret, entry], name: `${scope}:${print}` }
}

function isScope(text: string): text is KeyScope {
  return keyScopes.some((one) => one === text)
}
