import type { GatewayName } from '../../server/payments/core/records'
import { type Kind } from './support/databases'
import { paidOrder } from './support/paid-order'
import { tillOf } from './support/till'

/** A paid order at a gateway, and what has gone back there. */
export async function paidAt(gateway: GatewayName, kind: Kind, order: object = {}) {
  const paid = await paidOrder(kind, order, { GATEWAY: gateway })
  const till = tillOf(paid.sandbox, gateway)
  return { ...paid, till, sentBack: () => till.charges().flatMap(({ refunds }) => refunds) }
}
