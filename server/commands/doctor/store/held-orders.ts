import type { Kysely } from 'kysely'
import { wrong, type Finding } from '../../../config/mistakes/finding'
import {
  createBackupGapRepository,
  ordersWithUnknownPayment,
} from '../../../store/reporting/backup-gaps'
import type { Tables } from '../../../store/schema/tables'

/** Orders of a restored backup that cannot be paid yet, and why. */
export async function findHeldOrders(db: Kysely<Tables>): Promise<Finding[]> {
  const [gap] = await createBackupGapRepository(db).open()
  const unknown = await ordersWithUnknownPayment(db)
  return [
    ...(gap
      ? [
          wrong(
            'backup_not_asked',
            `Orders of the backup of ${new Date(gap.backupAt).toISOString()} are not charged: the gateways have not told yet what was paid since.`,
            'Wait: the statement of a day comes at 11:00 in Beijing on the next. The log says why one did not come. Whoever has compared by hand frees them: npm run adopt -- --compared NAME.',
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          wrong(
            'unknown_payments',
            `Payments that are in no book name these orders, which are not charged: ${unknown.join(', ')}.`,
            'The incident of each names its charge: npm run adopt -- CHARGE, or with --refund.',
          ),
        ]
      : []),
  ]
}
