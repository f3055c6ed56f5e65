/** Makes a notification of an order in a running backend, as its shop would get it now. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { NotificationBody, NotificationType } from '../../../server/contract/notifications'

/** Requests a path; returns the status, and the body where it is JSON. */
export type Read = (url: string) => Promise<{ readonly status: number; readonly body: unknown }>

/** Addresses of an order and of its notifications. */
export interface OrderAddresses {
  readonly order: string
  readonly told: string
}

const ToldList = Type.Object({
  notifications: Type.Array(Type.Object({ sequence: Type.Integer({ minimum: 1 }) })),
})

/** @throws Error where there is no such order, or it has nothing that the event could be about */
export async function eventOfOrder(
  type: NotificationType,
  { order, told }: OrderAddresses,
  read: Read,
  now: number,
): Promise<NotificationBody> {
  const { status, body } = await read(order)
  if (status !== 200) throw new Error(`The order cannot be read: ${order} answers ${status}.`)
  if (!Value.Check(MerchantOrder, body)) throw new Error(`The answer of ${order} is not an order.`)
  const list = (await read(told)).body
  const before = Value.Check(ToldList, list) ? list.notifications : []
  const refundId = refundIdFor(type, body)
  return {
    type,
    timestamp: new Date(now).toISOString(),
    // The order's present sequence: the backend's next notification is newer.
    sequence: Math.max(1, ...before.map(({ sequence }) => sequence)),
    ...(refundId !== null && { refundId }),
    data: body,
  }
}

function refundIdFor(type: NotificationType, { refunds }: MerchantOrder): string | null {
  if (!type.startsWith('refund.')) return null
  const wanted = type === 'refund.failed' ? 'failed' : 'succeeded'
  const found = refunds.filter(({ status }) => status === wanted).at(-1)
  if (!found) throw new Error(`The order has no refund with the status ${wanted}.`)
  return found.refundId
}
