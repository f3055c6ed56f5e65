import { CheckoutError } from '../../contract/errors'
import type { PlaceInList } from '../../payments/core/order-repository'
import type { OrderRecord } from '../../payments/core/records'

/** The order of a list: by when its orders were placed, or paid. */
export type Sequence = 'placed' | 'paid'

const marks: Readonly<Record<Sequence, string>> = { placed: '', paid: 'p' }

export function cursorOf({ createdAt, paidAt, orderId }: OrderRecord, sequence: Sequence): string {
  return `${marks[sequence]}${String(sequence === 'paid' ? paidAt : createdAt)}.${orderId}`
}

/**
 * A cursor of the other order means nothing in this list.
 * @throws CheckoutError invalid_request
 */
export function readCursor(cursor: string | undefined, sequence: Sequence): PlaceInList | null {
  if (cursor === undefined) return null
  const [, mark, at, orderId] = /^(p?)(\d{1,15})\.([A-Za-z0-9_-]{1,64})$/.exec(cursor) ?? []
  if (mark === marks[sequence] && at !== undefined && orderId !== undefined)
    return { at: Number(at), orderId }
  throw new CheckoutError('invalid_request', 'cursor is not one that this list gave out.', {
    extra: { errors: [{ field: 'cursor', message: 'is not one that this list gave out' }] },
  })
}
