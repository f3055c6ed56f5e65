/** What the store was last used with, by name: it travels with every backup. */
import type { Kysely } from 'kysely'
import type { Tables } from './schema/tables'

export async function usedWith(db: Kysely<Tables>, name: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('used_with')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.value
}

/** In place of the value before. */
export async function setUsedWith(db: Kysely<Tables>, name: string, value: string): Promise<void> {
  await db
    .insertInto('used_with')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}
