/** Translates an opened webhook into the port's words. */
import type { Webhook } from '../../payments/core/gateway'
import { chargeOf } from './outcomes'
import type { WechatEvent } from './webhook'

const ofNothing = {
  kind: 'charge',
  chargeGatewayId: null,
  chargeNumber: null,
  refund: null,
  charge: null,
} as const

/** An event of an unknown type is genuine all the same: stored, acknowledged, and about nothing of ours. */
export function webhookOf(event: WechatEvent): Webhook {
  switch (event.kind) {
    case 'payment': {
      const charge = chargeOf(event.order)
      const { gatewayId, chargeNumber } = charge
      return { ...ofNothing, id: event.id, chargeGatewayId: gatewayId, chargeNumber, charge }
    }
    case 'refund': {
      const { chargeNumber, refundId } = event.refund
      return {
        ...ofNothing,
        id: event.id,
        kind: 'refund',
        chargeGatewayId: chargeNumber,
        refund: { gatewayId: refundId, refundId },
      }
    }
    case 'echo':
    case 'other':
      return { ...ofNothing, id: event.id }
  }
}
