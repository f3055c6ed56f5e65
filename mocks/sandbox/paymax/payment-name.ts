import type { JsonObject } from '../json'
import { isObject, textField } from '../json'

/**
 * Which payment something is about: the merchant's own number where the charge carries one, since an order
 * may take several charges; else the charge's number.
 */
export function paymentName(charge: { orderNo: string; metadata: JsonObject }): string {
  return textField(charge.metadata, 'orderNo') || charge.orderNo
}

/** The same, of a request to make a charge, whatever becomes of it. */
export function paymentAsked(order: JsonObject): string | null {
  const { metadata } = order
  const own = isObject(metadata) ? textField(metadata, 'orderNo') : ''
  return own || textField(order, 'order_no') || null
}
