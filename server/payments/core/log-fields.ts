import type { ChargeRecord } from './records'

/** What a line of the log names a charge by: enough to find it here and in the gateway’s console, and nobody. */
export function chargeLogFields({
  orderId,
  chargeId,
  gateway,
  gatewayId,
}: Pick<ChargeRecord, 'orderId' | 'chargeId' | 'gateway' | 'gatewayId'>) {
  return { orderId, chargeId, gateway, gatewayId }
}
