import type { Transaction } from 'kysely'
import type { CreatedCharge } from '../../payments/core/charge-repository'
import { allowedFrom, chargeTransitions } from '../../payments/core/transitions'
import { prepared } from '../engine/prepared'
import { flag } from '../rows/charge-rows'
import type { Tables } from '../schema/tables'

// Locked until our commit, so that no payment of the order can come in between.
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
