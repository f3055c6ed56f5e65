/** Stands for a gateway that is not configured but still has charges. */
import type { Gateway, GatewayCapabilities } from '../payments/core/gateway'
import type { Refused } from '../payments/core/gateway-calls'

const unanswered: Refused = {
  outcome: 'unavailable',
  failure: {
    reason: 'unavailable',
    code: 'not_configured',
    message: 'The gateway of this charge is not configured.',
  },
}

/** @returns an adapter that sends nothing, answers every call with `unavailable`, and accepts no webhook */
export function unconfiguredGateway(capabilities: GatewayCapabilities): Gateway {
  const unavailable = () => Promise.resolve(unanswered)
  return {
    capabilities,
    account: null,
    createRequest: () => null,
    createCharge: unavailable,
    bridgeParameters: (kept) => Promise.resolve(kept),
    queryCharge: unavailable,
    closeCharge: unavailable,
    createRefund: unavailable,
    queryRefund: unavailable,
    webhookHeaders: [],
    webhookAnswer: { status: 200, body: '' },
    readWebhook: () => Promise.resolve(null),
  }
}
