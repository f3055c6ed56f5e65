/**
 * Verifies and reads a webhook, in this order: headers, age and signature; then the form of the body; then
 * the encrypted resource; then which merchant it is for. A refusal before `unreadable` means that the sender
 * did not prove to be WeChat Pay.
 */
import { Type } from 'typebox'
import { compileSchema } from '../../runtime/compile-schema'
import { readOrder, type WechatOrder } from './order-answers'
import { readRefundNotice, type WechatRefund } from './refund-answers'
import { parseJson } from '../../runtime/parse-json'
import { openSealed, Sealed } from './connection/sealed-resource'
import { verifySigned, type Headers, type Trust, type Verdict } from './connection/verification'

const envelopes = compileSchema(
  Type.Object({
    id: Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' }),
    event_type: Type.String({ pattern: '^[\\x21-\\x7e]{1,128}$' }),
    resource: Sealed,
  }),
)

export type WechatEvent =
  | { readonly kind: 'payment'; readonly id: string; readonly order: WechatOrder }
  | { readonly kind: 'refund'; readonly id: string; readonly refund: WechatRefund }
  /** A signature test that we asked for. */
  | { readonly kind: 'echo'; readonly id: string; readonly resource: unknown }
  /** Genuine, of a type that this build does not know. */
  | { readonly kind: 'other'; readonly id: string; readonly eventType: string }

export type WebhookRefusal =
  | Exclude<Verdict, 'trusted'>
  /** Signed, but not a webhook, or not what its type should contain. */
  | 'unreadable'
  /** Signed, but not encrypted with our APIv3 key, or altered. */
  | 'unopened'
  /** For another merchant number. */
  | 'other_merchant'

export type ReadWebhook = { readonly event: WechatEvent } | { readonly refused: WebhookRefusal }

export interface WebhookOwner extends Trust {
  readonly apiV3Key: Buffer
  readonly mchId: string
}

export async function readWebhook(
  rawBody: Buffer,
  headers: Headers,
  owner: WebhookOwner,
): Promise<ReadWebhook> {
  const verdict = await verifySigned(headers, rawBody, owner)
  if (verdict !== 'trusted') return { refused: verdict }
  const envelope = parseJson(rawBody)
  if (!envelopes.Check(envelope)) return { refused: 'unreadable' }
  const plain = openSealed(envelope.resource, owner.apiV3Key)
  if (plain === null) return { refused: 'unopened' }
  return readResource(envelope.id, envelope.event_type, parseJson(plain), owner)
}

function readResource(
  id: string,
  eventType: string,
  resource: unknown,
  owner: WebhookOwner,
): ReadWebhook {
  if (resource === undefined) return { refused: 'unreadable' }
  if (eventType === 'TRANSACTION.SUCCESS') {
    const order = readOrder(resource)
    if (!order) return { refused: 'unreadable' }
    // The charge says which AppID it must name: that may be an earlier one than today's.
    return order.mchId === owner.mchId
      ? { event: { kind: 'payment', id, order } }
      : { refused: 'other_merchant' }
  }
  if (eventType.startsWith('REFUND.')) {
    const refund = readRefundNotice(resource)
    if (!refund) return { refused: 'unreadable' }
    return refund.mchId === owner.mchId
      ? { event: { kind: 'refund', id, refund } }
      : { refused: 'other_merchant' }
  }
  return eventType.startsWith('SECURITY_ECHO.')
    ? { event: { kind: 'echo', id, resource } }
    : { event: { kind: 'other', id, eventType } }
}
