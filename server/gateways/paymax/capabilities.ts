import type { GatewayCapabilities } from '../../payments/core/gateway'

export const paymaxCapabilities: GatewayCapabilities = {
  findsByOurNumber: false,
  createRepeatable: false,
  closeObservable: false,
  refundIdempotent: false,
  refundsAtATime: 'one',
  listsRefunds: true,
  credentialLife: null,
  usedNumberCode: 'ORDER_NO_DUPLICATE',
}
