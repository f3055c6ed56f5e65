import type { ErrorCode } from '../../contract/problems'
import type { Operation } from './document-types'

/** An operation as the plug-in passes it on, with the codes that its route names. */
export type NamedOperation = Operation & { readonly 'x-codes'?: readonly ErrorCode[] }

/** Calls without a rate limit: the gateways’ webhooks and the health checks. */
const uncounted = new Set([
  'receivePaymaxWebhook',
  'receiveWeChatPayWebhook',
  'getHealth',
  'getReadiness',
])

/** Any merchant's key may read. */
function changes(method: string, operationId: string): boolean {
  return method !== 'get' && operationId !== 'searchOrders'
}

/** Every code that a call may answer: its own first, then those of its kind, then those of any call. */
export function codesOf(
  method: string,
  { operationId, security, requestBody }: Operation,
  own: readonly ErrorCode[],
): readonly ErrorCode[] {
  const narrowed = changes(method, operationId) && security.some((one) => 'merchantKey' in one)
  const withKey = security.some((one) => 'merchantKey' in one || 'metricsKey' in one)
  const writes = requestBody !== undefined || method !== 'get'
  return [
    ...own,
    ...(withKey ? (['unauthorized'] as const) : []),
    ...(narrowed ? (['forbidden'] as const) : []),
    'invalid_request',
    ...(writes ? (['payload_too_large', 'unsupported_media_type'] as const) : []),
    ...(uncounted.has(operationId) ? [] : (['rate_limited'] as const)),
    'internal_error',
    'not_ready',
  ]
}
