/** Which session secret the store was last used with: another one signs every payer out. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

const name = 'session_secret'

/**
 * @param secrets the first signs
 * @returns `same`: used with the one that signs. `other`: with none of these. `rotated`: with one that still opens
 */
export async function secretBefore(
  db: Kysely<Tables>,
  secrets: readonly string[],
): Promise<'new' | 'same' | 'rotated' | 'other'> {
  const row = await db
    .selectFrom('used_with')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  if (row === undefined) return 'new'
  const at = secrets.map(fingerprintOf).indexOf(row.value)
  if (at < 0) return 'other'
  return at === 0 ? 'same' : 'rotated'
}

/** @param secret the one that signs */
export async function keepSecret(db: Kysely<Tables>, secret: string): Promise<void> {
  const value = fingerprintOf(secret)
  await db
    .insertInto('used_with')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** 32 bits: enough to see that it is another one, too few to tell a guess from the secret. */
function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`${name}\n${secret}`).digest('hex').slice(0, 8)
}
