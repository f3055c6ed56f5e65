/** What a webhook that was opened says, in the port's words. */
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

/** One of a type that is not known is WeChat Pay's all the same: kept, acknowledged, and about nothing of ours. */
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
