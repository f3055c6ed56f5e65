import type { WeChatPay } from '../wechatpay/wechatpay'
import type { Merchant } from '../shop/merchant'

/**
 * WeChat Pay only knows the number of a charge, not the merchant's order number: the shop asks the checkout
 * for it once an order has appeared.
 */
export interface OrderNames {
  /** The merchant's number; until it is known, the charge's own. */
  of: (outTradeNo: string) => string
  onChange: (listener: () => void) => () => void
}

export function nameOrders(wechatpay: WeChatPay, shop: Merchant | null): OrderNames {
  const names = new Map<string, string>()
  const listeners = new Set<() => void>()
  let asking = false

  const nameless = () => wechatpay.orders().filter(({ outTradeNo }) => !names.has(outTradeNo))

  async function nameAll({ orderNoByCharge }: Merchant): Promise<void> {
    for (let orders = nameless(); orders.length > 0; orders = nameless()) {
      const known = await orderNoByCharge()
      for (const { outTradeNo } of orders)
        names.set(outTradeNo, known.get(outTradeNo) ?? outTradeNo)
      for (const listener of listeners) listener()
    }
  }

  wechatpay.onChange(() => {
    if (asking || !shop) return
    asking = true
    // If the checkout does not answer, the next change asks again.
    void nameAll(shop)
      .catch(() => undefined)
      .finally(() => (asking = false))
  })

  return {
    of: (outTradeNo) => names.get(outTradeNo) ?? outTradeNo,
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
