/** Which session secret the store was last used with: another one signs every payer out. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'
import { setUsedWith, usedWith } from './last-used-with'

const name = 'session_secret'

/**
 * @param secrets the first signs
 * @returns `same`: used with the one that signs. `other`: with none of these. `rotated`: with one that still opens
 */
export async function secretBefore(
  db: Kysely<Tables>,
  secrets: readonly string[],
): Promise<'new' | 'same' | 'rotated' | 'other'> {
  const before = await usedWith(db, name)
  if (before === undefined) return 'new'
  const at = secrets.map(fingerprintOf).indexOf(before)
  if (at < 0) return 'other'
  return at === 0 ? 'same' : 'rotated'
}

/** @param secret the one that signs */
export async function keepSecret(db: Kysely<Tables>, secret: string): Promise<void> {
  await setUsedWith(db, name, fingerprintOf(secret))
}

/** 32 bits: enough to see that it is another one, too few to tell a guess from the secret. */
function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`${name}\n${secret}`).digest('hex').slice(0, 8)
}
