import type { Order } from '@/payment/wire'

/**
 * Where the merchant wants its payers back, with the order's number and nothing to be trusted: whoever
 * reads the number has to ask for the order. Null for an address that is no web page, or that hides its
 * host behind a name and a password.
 */
export function returnTo({
  returnUrl,
  orderNo,
}: Pick<Order, 'returnUrl' | 'orderNo'>): string | null {
  const address = returnUrl === null ? null : webAddress(returnUrl)
  if (!address) return null
  // As text: written anew by URLSearchParams, the merchant's own query might no longer be what it signed.
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

/** A number that is there already is replaced: two would leave it to the reader which one counts. */
function isOrderNo(pair: string): boolean {
  return new URLSearchParams(pair).has('orderNo')
}
