import type { DueWork } from '../payments/core/repository'
import { prepared } from './engine/prepared'
import { expiredOrders } from './orders/closing-orders'

/** A look at each index of what is still to be done, all in one statement. */
export const whatIsDue = prepared((db, { now }: { now: number }) => {
  const webhooks = db.selectFrom('inbox').select('inbox_key').where('next_try_at', '<=', now)
  const charges = db.selectFrom('charges').select('charge_id').where('next_check_at', '<=', now)
  const refunds = db.selectFrom('refunds').select('refund_id').where('next_try_at', '<=', now)
  return db.selectNoFrom((eb) => [
    eb.exists(webhooks.limit(1)).as('webhooks'),
    eb.exists(charges.limit(1)).as('charges'),
    eb.exists(refunds.limit(1)).as('refunds'),
    eb.exists(expiredOrders(db, now).limit(1)).as('orders'),
  ])
})

type Row = Awaited<ReturnType<typeof whatIsDue>>[number]

/** One kind of database says 1 and 0. */
export function dueOf(row: Row | undefined): DueWork {
  return {
    webhooks: Boolean(row?.webhooks),
    charges: Boolean(row?.charges),
    refunds: Boolean(row?.refunds),
    orders: Boolean(row?.orders),
  }
}
