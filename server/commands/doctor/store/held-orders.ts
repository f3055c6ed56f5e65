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
            `Orders from the backup of ${new Date(gap.backupAt).toISOString()} cannot be paid yet: the gateways have not reported everything that was paid since.`,
            'Wait: the statement of a day comes at 11:00 Beijing time on the next day. The log says why one is missing. If you have compared by hand, release the orders: npm run adopt -- --compared NAME.',
          ),
        ]
      : []),
    ...(unknown.length > 0
      ? [
          wrong(
            'unknown_payments',
            `The gateways have payments for these orders that are not recorded here, so the orders cannot be paid: ${unknown.join(', ')}.`,
            'The incident of each order names the charge. Record it with npm run adopt -- CHARGE, or refund it with --refund.',
          ),
        ]
      : []),
  ]
}
