import { sql } from 'kysely'
import type { Database } from '../engine/database'

/**
 * The file beside the embedded one (its write-ahead log) still has what was overwritten, until it is written back
 * and cut to nothing. PostgreSQL has no such file of ours.
 * @returns false where another process reads it just now, so that it stays
 */
export async function emptyLog({ kind, db }: Database): Promise<boolean> {
  if (kind === 'postgres') return true
  const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
  return rows[0]?.busy === 0
}
