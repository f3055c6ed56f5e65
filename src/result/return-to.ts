import type { Order } from '@/payment/wire'

/**
 * The merchant's return address with the order's number, and nothing that could be trusted: whoever reads the
 * number has to ask for the order. Null for what is not a web address, or contains a user name and password.
 */
export function returnTo({
  returnUrl,
  orderNo,
}: Pick<Order, 'returnUrl' | 'orderNo'>): string | null {
  const address = returnUrl === null ? null : webAddress(returnUrl)
  if (!address) return null
  // Edited as text: URLSearchParams would re-encode the merchant's own query, which may be signed.
  const own = address.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isOrderNo(pair))
  address.search = [...own, `orderNo=${encodeURIComponent(orderNo)}`].join('&')
  return address.href
}

function webAddress(text: string): URL | null {
  try {
    const address = new URL(text)
    const isWeb = address.protocol === 'https:' || address.protocol === 'http:'
    return isWeb && !address.username && !address.password ? address : null
  } catch {
    return null
  }
}

/** An existing number is replaced: with two, each reader might use another one. */
function isOrderNo(pair: string): boolean {
  return new URLSearchParams(pair).has('orderNo')
}
