import { sql, type RawBuilder } from 'kysely'

/**
 * When an unbroken run of «not found» answers started. A time in the future was written by a clock that has
 * jumped back since; it counts from now.
 */
export function deniedSince(now: number): RawBuilder<number> {
  return sql<number>`case when denied_since <= ${now} then denied_since else cast(${now} as bigint) end`
}
