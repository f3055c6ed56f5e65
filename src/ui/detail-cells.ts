import type { EarlyWords } from '@/locales/zh-CN/early-words'
import type { Order } from '@/payment/wire'
import type { Cell } from './CellList.vue'

/** The lines below an order's amount, before the app is there and after. */
export function detailCells(
  { merchantName, subject, body, orderNo, picture }: Order,
  words: Pick<EarlyWords, 'goods' | 'details' | 'orderNo'>,
): Cell[] {
  const details = body && body !== subject ? [{ label: words.details, value: body }] : []
  return [
    // An item's name is beside its picture already; a typed amount is named after the merchant, shown above.
    ...(picture || subject === merchantName ? [] : [{ label: words.goods, value: subject }]),
    ...(picture || body === merchantName ? [] : details),
    { label: words.orderNo, value: orderNo },
  ]
}
