import type { GatewayCapabilities } from '../../payments/core/gateway'

const minute = 60_000

export const wechatpayCapabilities: GatewayCapabilities = {
  findsByOurNumber: true,
  createRepeatable: true,
  closeObservable: true,
  refundIdempotent: true,
  refundsAtATime: 'many',
  listsRefunds: false,
  // In ms. A prepay id lives for two hours; a payer must not be given one that is about to expire.
  credentialLife: 110 * minute,
  usedNumberCode: null,
}
