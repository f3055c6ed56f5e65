import type { Words } from '@/locales/words'
import { formatPrice } from '@/payment/money'
import type { Order } from '@/payment/wire'

/** What a payer needs to name an order to its merchant. */
export function orderCells({ merchantName, amount, orderNo }: Order, words: Words) {
  return [
    { label: words.merchant, value: merchantName },
    { label: words.amount, value: formatPrice(amount, words.language) },
    { label: words.orderNo, value: orderNo },
  ]
}
