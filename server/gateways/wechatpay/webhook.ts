/**
 * A webhook, from its bytes to what it says. In this sequence: headers, age and signature; then what the body
 * is; then the seal; then whose it is. A refusal before `unreadable` means that nobody proved to be WeChat Pay.
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
  /** Asked for by a test of ours. */
  | { readonly kind: 'echo'; readonly id: string; readonly resource: unknown }
  /** Genuine, and of a type that came later. */
  | { readonly kind: 'other'; readonly id: string; readonly eventType: string }

export type WebhookRefusal =
  | Exclude<Verdict, 'trusted'>
  /** Signed, and no webhook, or not what its type should hold. */
  | 'unreadable'
  /** Signed, but not sealed with our APIv3 key, or altered under the seal. */
  | 'unopened'
  /** Of another merchant number. */
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
    // Which official account it must name, the charge says: it may be an earlier one than today's.
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
