import { sql, type RawBuilder } from 'kysely'

/**
 * The first of an unbroken run of denials. One that lies ahead was written by a clock that has jumped back
 * since, and would be waited for: it counts from now.
 */
export function deniedSince(now: number): RawBuilder<number> {
  return sql<number>`case when denied_since <= ${now} then denied_since else cast(${now} as bigint) end`
}
