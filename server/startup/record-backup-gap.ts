import type { Kysely } from 'kysely'
import type { Config } from '../config/config'
import type { Log } from '../payments/core/deps'
import type { BackupGapRepository } from '../restored-backup/backup-gap'
import { endedBy } from '../payments/schedules/charge-check-schedule'
import { markedBackup, removeBackupMark } from '../store/backup-mark'
import type { Tables } from '../store/schema/tables'

/**
 * Records once that a backup was restored. From then on its orders are not charged until the gateways have
 * been asked about payments made in between, whether or not the variable stays set. A copy made by `npm run
 * backup` carries its own time.
 * @throws Error where the given time is in the future: too few statements would be read
 */
export async function recordBackupGap(
  { restored, charge }: Pick<Config, 'restored' | 'charge'>,
  { db, gaps }: { readonly db: Kysely<Tables>; readonly gaps: BackupGapRepository },
  now: number,
  log: Log,
): Promise<void> {
  const marked = await markedBackup(db)
  const told = [restored, marked].filter((at) => at !== null)
  if (told.length > 0) {
    const backupAt = Math.min(...told)
    if (backupAt > now) throw new Error('RESTORED is a time that has not come yet.')
    const coversUntil = now + charge.ttl + endedBy
    await gaps.begin({ backupAt, restoredAt: now, coversUntil })
    if (marked !== null) await removeBackupMark(db)
  }
  for (const { backupAt } of await gaps.open()) {
    const backup = new Date(backupAt).toISOString()
    log.warn({ backup }, 'orders from the backup are held until the gateways have been queried')
  }
}
