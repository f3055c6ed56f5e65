import { createHash } from 'node:crypto'
import { CheckoutError } from '../../contract/errors'
import type { OpenOrderRequest } from '../../contract/orders'
import type { OrderRecord } from '../core/records'

/** A fixed-price item behind a menu entry. `amount` in fen. */
export interface CatalogItem {
  readonly item: string
  readonly subject: string
  readonly body: string
  readonly amount: number
  readonly autoPay: boolean
}

export interface Shop {
  readonly merchantName: string
  readonly catalog: readonly CatalogItem[]
  /** fen; null where payers may not type an amount */
  readonly openAmount: { readonly min: number; readonly max: number } | null
  /** ms: how long paying for the same again needs the payer's confirmation. */
  readonly justPaidWindow: number
}

/**
 * An item at its price: at another price it is another purchase. A typed amount with its remark, for some
 * minutes: later, or with another remark, it is another purchase too.
 */
export function slotOf({ item, amount, body }: Draft): string {
  if (item !== null) return `item:${item}:${amount}`
  return `amount:${amount}:${createHash('sha256').update(body).digest('base64url')}`
}

export type Draft = Pick<OrderRecord, 'source' | 'item' | 'subject' | 'body' | 'amount' | 'autoPay'>

export function draftOf(shop: Shop, request: OpenOrderRequest): Draft {
  if ('item' in request) {
    const found = shop.catalog.find((item) => item.item === request.item)
    if (!found) throw new CheckoutError('item_not_found', 'There is no such item.')
    const { item, subject, body, amount, autoPay } = found
    return { source: 'item', item, subject, body, amount, autoPay }
  }
  if (!shop.openAmount)
    throw new CheckoutError('open_amount_off', 'Payers cannot type an amount here.')
  const { min, max } = shop.openAmount
  if (request.amount < min || request.amount > max) {
    throw new CheckoutError('amount_out_of_range', `The amount must be ${min} to ${max} fen.`)
  }
  const subject = shop.merchantName
  const body = request.remark?.trim() || shop.merchantName
  return { source: 'amount', item: null, subject, body, amount: request.amount, autoPay: false }
}
