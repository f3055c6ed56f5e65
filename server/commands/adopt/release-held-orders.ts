/** `--compared`: releases held orders because a person has compared, where no statement comes any more. */
import type { Config } from '../../config/config'
import { openExisting } from '../../store/engine/open-existing'
import { freeBackupOrders, freeOrder } from '../../store/reporting/end-backup-gaps'
import type { Compared } from './arguments'
import { notAdopted } from './run-adopt'
import { succeeded, type CommandResult } from '../result/command-result'

/** Runs beside the backend. @param at Unix ms */
export async function freeByHand(
  { database }: Pick<Config, 'database'>,
  { by, orderNo }: Compared,
  at: number,
): Promise<CommandResult> {
  const opened = await openExisting(database, ({ db }) =>
    db.selectFrom('restored_gaps').select('backup_at').limit(1).execute(),
  )
  if (typeof opened === 'string') return notAdopted(opened.replace(/^The/, 'the'))
  try {
    if (orderNo === null) {
      const count = await freeBackupOrders(opened.db, { by, at })
      const out = `Orders released: ${String(count)}. They can be paid again. The history of each says that ${by} compared.`
      return succeeded(out)
    }
    const isFree = await freeOrder(opened.db, orderNo, { by, at })
    if (!isFree) return notAdopted(`order ${orderNo} is not held because of an unrecorded payment.`)
    const out = `Order ${orderNo} can be paid again. Its history says that ${by} compared.`
    return succeeded(out)
  } finally {
    await opened.db.destroy()
  }
}
