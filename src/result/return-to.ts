import type { Order } from '@/payment/wire'

/** Where the merchant wants its payers back, with the order's number and nothing to be trusted. */
export function returnTo({ returnUrl, orderNo }: Order): string | null {
  if (!returnUrl || !/^https?:\/\//i.test(returnUrl)) return null
  const [address = '', fragment] = returnUrl.split('#', 2)
  const joined = `${address}${address.includes('?') ? '&' : '?'}orderNo=${encodeURIComponent(orderNo)}`
  return fragment === undefined ? joined : `${joined}#${fragment}`
}
