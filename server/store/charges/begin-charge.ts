import type { Kysely, Transaction } from 'kysely'
import type {
  AttemptBound,
  AttemptLimit,
  CreatedCharge,
} from '../../payments/core/charge-repository'
import type { ChargeRecord } from '../../payments/core/records'
import { chargeTransitions, allowedFrom } from '../../payments/core/transitions'
import { keepAttempt } from './attempts'
import { prepared } from '../engine/prepared'
import { flag, rowOfNewCharge } from '../rows/charge-rows'
import type { ChargesTable, Tables } from '../schema/tables'

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
    .returning('order_id')

// Once it has had a charge, it is amended no more.
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
    .values(
      Object.fromEntries(columns.map((name) => [name, row[name]])) as unknown as ChargesTable,
    ),
)

// Held until our commit, so that no payment of the order slips in between.
const holdOrder = prepared((db, { chargeId }: { chargeId: string }) =>
  db
    .updateTable('orders')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('order_id', 'in', (eb) =>
      eb.selectFrom('charges').select('order_id').where('charge_id', '=', chargeId),
    )
    .where('last_charge_id', '=', chargeId)
    .where('state', '=', 'open')
    .returning('order_id'),
)

interface Made {
  readonly chargeId: string
  readonly gatewayId: string
  readonly livemode: number | null
  readonly jsApiParams: string
  readonly nextCheckAt: number
}

const goLive = prepared((db, made: Made) =>
  db
    .updateTable('charges')
    .set({
      status: 'live',
      gateway_id: made.gatewayId,
      livemode: made.livemode,
      js_api_params: made.jsApiParams,
      create_request: null,
      next_check_at: made.nextCheckAt,
    })
    .where('charge_id', '=', made.chargeId)
    .where('status', 'in', allowedFrom(chargeTransitions, 'live'))
    .returning('charge_id'),
)

/** Takes back what the transaction has done. */
export class OverTheBound extends Error {
  readonly limit: AttemptLimit

  constructor(limit: AttemptLimit) {
    super('the payer has had too many attempts at this order')
    this.limit = limit
  }
}

/**
 * See the port. The attempt comes second: whoever counts holds the order.
 * @throws OverTheBound
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
  await insert(transaction, rowOfNewCharge(charge, nextCheckAt))
  return 'begun'
}

/** See the port. */
export async function chargeCreated(
  transaction: Transaction<Tables>,
  chargeId: string,
  { gatewayId, livemode, jsApiParams, nextCheckAt }: CreatedCharge,
): Promise<boolean> {
  const held = await holdOrder(transaction, { chargeId })
  if (held.length === 0) return false
  const live = await goLive(transaction, {
    chargeId,
    gatewayId,
    livemode: flag(livemode),
    jsApiParams: JSON.stringify(jsApiParams),
    nextCheckAt,
  })
  return live.length > 0
}
