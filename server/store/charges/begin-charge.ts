import type { Kysely, Transaction } from 'kysely'
import type { AttemptBound, AttemptLimit } from '../../payments/core/charge-repository'
import type { ChargeRecord } from '../../payments/core/records'
import { keepAttempt } from './attempts'
import { prepared } from '../engine/prepared'
import { rowOfNewCharge } from '../rows/charge-rows'
import type { Tables } from '../schema/tables'
import type { ChargesTable } from '../schema/payment-tables'

interface Taken {
  readonly orderId: string
  readonly chargeId: string
}

const take = (db: Kysely<Tables>, { orderId, chargeId }: Taken) =>
  db
    .updateTable('orders')
    .set({ last_charge_id: chargeId })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .where('unknown_payment', 'is', null)
    .returning('order_id')

// Once charged, it can no longer be amended.
const takeUnpaid = prepared((db, taken: Taken & { readonly amendments: number }) =>
  take(db, taken).where('last_charge_id', 'is', null).where('amendments', '=', taken.amendments),
)

const takeFrom = prepared((db, taken: Taken & { readonly previous: string }) =>
  take(db, taken).where('last_charge_id', '=', taken.previous),
)

const columns = Object.keys(rowOfNewCharge({} as ChargeRecord, 0)) as (keyof ChargesTable)[]

const insert = prepared((db, row: ChargesTable) =>
  db
    .insertInto('charges')
    .values(Object.fromEntries(columns.map((name) => [name, row[name]])) as unknown as ChargesTable)
    .onConflict((conflict) => conflict.doNothing())
    .returning('charge_id'),
)

/** Rolls the transaction back. */
export class OverTheBound extends Error {
  readonly limit: AttemptLimit

  constructor(limit: AttemptLimit) {
    super('the payer has had too many attempts at this order')
    this.limit = limit
  }
}

/** Takes back what the transaction has done. */
export class NumberTaken extends Error {}

/**
 * See the port. Attempts are counted second: the order has to be locked first.
 * @throws OverTheBound, NumberTaken
 */
export async function beginCharge(
  transaction: Transaction<Tables>,
  charge: ChargeRecord,
  previous: string | null,
  nextCheckAt: number,
  bound?: AttemptBound,
  amendments = 0,
): Promise<'begun' | 'overtaken'> {
  const { orderId, chargeId } = charge
  const taken =
    previous === null
      ? await takeUnpaid(transaction, { orderId, chargeId, amendments })
      : await takeFrom(transaction, { orderId, chargeId, previous })
  if (taken.length === 0) return 'overtaken'
  if (bound) {
    const attempt = { orderId, openid: charge.openid, at: charge.createdAt }
    const limit = await keepAttempt(transaction, attempt, bound)
    if (limit) throw new OverTheBound(limit)
  }
  const inserted = await insert(transaction, rowOfNewCharge(charge, nextCheckAt))
  if (inserted.length === 0) throw new NumberTaken()
  return 'begun'
}
