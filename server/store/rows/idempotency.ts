import type { Kysely } from 'kysely'
import type { IdempotencyClaim } from '../../payments/core/refund-repository'
import type { Tables } from '../schema/tables'

/** @param db also a transaction, to store the key with its result in one commit */
export async function idempotencyClaim(
  db: Kysely<Tables>,
  owner: string,
  key: string,
): Promise<IdempotencyClaim | null> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('owner', '=', owner)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  if (!row) return null
  const { request_hash: requestHash, stands_for: standsFor, created_at: createdAt } = row
  return { owner, key, requestHash, standsFor, createdAt }
}

/** @returns whether the key was new */
export async function keepIdempotencyClaim(
  db: Kysely<Tables>,
  claim: IdempotencyClaim,
): Promise<boolean> {
  const kept = await db
    .insertInto('idempotency_keys')
    .values({
      owner: claim.owner,
      idempotency_key: claim.key,
      request_hash: claim.requestHash,
      stands_for: claim.standsFor,
      created_at: claim.createdAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('owner')
    .executeTakeFirst()
  return kept !== undefined
}
