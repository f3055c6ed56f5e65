import type { Kysely } from 'kysely'
import type { BackupGapRepository } from '../../restored-backup/backup-gap'
import type { Tables } from '../schema/tables'

export function createBackupGapRepository(db: Kysely<Tables>): BackupGapRepository {
  return {
    async begin({ backupAt, restoredAt, coversUntil }) {
      await db
        .insertInto('restored_gaps')
        .values({
          backup_at: backupAt,
          restored_at: restoredAt,
          covers_until: coversUntil,
          next_try_at: 0,
          asked_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async open() {
      const rows = await db
        .selectFrom('restored_gaps')
        .selectAll()
        .where('asked_at', 'is', null)
        .execute()
      return rows.map((row) => ({
        backupAt: row.backup_at,
        restoredAt: row.restored_at,
        coversUntil: row.covers_until,
      }))
    },

    async takeTurn({ backupAt }, now, until) {
      const { numUpdatedRows } = await db
        .updateTable('restored_gaps')
        .set({ next_try_at: until })
        .where('backup_at', '=', backupAt)
        .where('next_try_at', '<=', now)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },

    async daysRead({ backupAt }) {
      return db
        .selectFrom('restored_days')
        .select(['gateway', 'day'])
        .where('backup_at', '=', backupAt)
        .execute()
    },

    async noteRead({ backupAt }, gateway, day) {
      await db
        .insertInto('restored_days')
        .values({ backup_at: backupAt, gateway, day })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    async end({ backupAt }, now) {
      await db
        .updateTable('restored_gaps')
        .set({ asked_at: now })
        .where('backup_at', '=', backupAt)
        .execute()
    },
  }
}

/** Order numbers, usually a few: scans all of them. */
export async function ordersWithUnknownPayment(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('orders')
    .select('order_no')
    .where('unknown_payment', 'is not', null)
    .where('state', '<>', 'paid')
    .limit(10)
    .execute()
  return rows.map((row) => row.order_no)
}
