import type { GatewayName } from '../../server/payments/core/records'
import { atAnOrder } from './support/at-an-order'
import { type Kind } from './support/databases'
import { tillOf } from './support/till'

export const minute = 60_000

/** A scene at a gateway, and what can be paid there. */
export async function at(
  gateway: GatewayName,
  kind: Kind,
  order: object = {},
  environment: Record<string, string> = {},
) {
  const scene = await atAnOrder(kind, order, { GATEWAY: gateway, ...environment })
  const till = tillOf(scene.sandbox, gateway)
  const payable = () => till.charges().filter(({ state }) => state === 'payable').length
  return { ...scene, till, payable }
}
