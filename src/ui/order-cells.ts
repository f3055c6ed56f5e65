import type { Words } from '@/locales/zh-CN/dictionary'
import { formatPrice } from '@/payment/money'
import type { Order } from '@/payment/wire'
import type { Cell } from './CellList.vue'
import { formatExactly } from './time'

/** What a payer needs to identify an order to its merchant. */
export function orderCells({ merchantName, amount, orderNo }: Order, words: Words): Cell[] {
  return [
    { label: words.merchant, value: merchantName },
    { label: words.amount, value: formatPrice(amount) },
    { label: words.orderNo, value: orderNo, copies: true },
  ]
}

/** The lines of a receipt, except the amount. */
export function receiptCells(order: Order, words: Words): Cell[] {
  const { merchantName, subject, orderNo, paidAt } = order
  const paid = paidAt ? [{ label: words.paidAt, value: formatExactly(paidAt, words.language) }] : []
  return [
    { label: words.merchant, value: merchantName },
    // A typed amount is named after the merchant, who is shown above.
    ...(subject === merchantName ? [] : [{ label: words.goods, value: subject }]),
    { label: words.orderNo, value: orderNo, copies: true },
    ...paid,
  ]
}
