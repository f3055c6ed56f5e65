import type pg from 'pg'

const isRead = /^select\b/i

/**
 * @param text the first statement on the connection since it was taken from the pool
 * @returns whether that statement may be sent on it: not a write where the connection can only read
 * @throws what the driver throws
 */
export type CanRun = (client: pg.PoolClient, text: string) => Promise<boolean>

/**
 * A connection to a server that was read-only stays read-only where the server itself became writable again:
 * PostgreSQL takes `default_transaction_read_only` when a connection is opened. If only reads use it, nothing
 * refuses it and it stays in the pool until it refuses somebody's write. So a connection is asked once, before
 * its first write. That costs it one statement in its life.
 */
export function createWriteCheck(): CanRun {
  const writable = new WeakSet<pg.PoolClient>()

  return async (client, text) => {
    if (isRead.test(text) || writable.has(client)) return true
    if (await isReadOnly(client)) return false
    writable.add(client)
    return true
  }
}

async function isReadOnly(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ transaction_read_only: string }>(
    'show transaction_read_only',
  )
  return rows[0]?.transaction_read_only === 'on'
}
