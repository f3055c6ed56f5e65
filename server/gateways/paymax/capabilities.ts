import type { GatewayNature } from '../../payments/core/gateway'

export const paymaxNature: GatewayNature = {
  findsByOurNumber: false,
  createRepeatable: false,
  closeObservable: false,
  refundIdempotent: false,
  refundsAtATime: 'one',
  listsRefunds: true,
  credentialLife: null,
}
