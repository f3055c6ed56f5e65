import type { WeChatPay } from '../wechatpay/wechatpay'
import type { Merchant } from '../shop/merchant'

/**
 * WeChat Pay is told the number of a charge and never the merchant's own of the order: the shop asks the
 * checkout whose charge it is, once an order has appeared.
 */
export interface OrderNames {
  /** The merchant's number; as long as nobody knows it, the charge's own. */
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
    // Where the checkout does not answer, the next change asks again.
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
