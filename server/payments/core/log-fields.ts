import type { ChargeRecord } from './records'

/** The log fields that identify a charge: enough to find it here and in the gateway’s console, without the payer. */
export function chargeLogFields({
  orderId,
  chargeId,
  gateway,
  gatewayId,
}: Pick<ChargeRecord, 'orderId' | 'chargeId' | 'gateway' | 'gatewayId'>) {
  return { orderId, chargeId, gateway, gatewayId }
}
