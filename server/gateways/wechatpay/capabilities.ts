import type { GatewayCapabilities } from '../../payments/core/gateway'

const minute = 60_000

export const wechatpayCapabilities: GatewayCapabilities = {
  findsByOurNumber: true,
  createRepeatable: true,
  closeObservable: true,
  refundIdempotent: true,
  refundsAtATime: 'many',
  listsRefunds: false,
  // A prepay id lives for two hours; nobody is given one that ends under their fingers.
  credentialLife: 110 * minute,
}
