/** What an address asks for. `auto` asks for the sheet without a tap; only the merchant can allow it. */
export type Target =
  | { readonly kind: 'order'; readonly orderId: string; readonly auto: boolean }
  | { readonly kind: 'item'; readonly item: string; readonly auto: boolean }
  | { readonly kind: 'amount' }
  /** `unpaid`: the page that said so is opened again; its statement is checked anew. */
  | { readonly kind: 'result'; readonly orderId: string; readonly said: 'unpaid' | 'nothing' }

const results = ['success', 'failure', 'pending']

/**
 * Parses a target as `authorize` takes it and a session returns it: `checkout?order=ID`. Null where it is
 * invalid.
 */
export function readTarget(address: string): Target | null {
  const [page = '', query = ''] = address.replace(/^\.?\//, '').split('?')
  const asked = new URLSearchParams(query)
  const orderId = asked.get('order')
  if (results.includes(page)) {
    const said = page === 'failure' ? 'unpaid' : 'nothing'
    return orderId ? { kind: 'result', orderId, said } : null
  }
  if (page === 'wechat') return readTarget(asked.get('to') ?? `checkout?${query}`)
  return page === 'checkout' ? readCheckout(asked, orderId) : null
}

function readCheckout(asked: URLSearchParams, orderId: string | null): Target {
  const auto = asked.get('auto') === '1'
  const item = asked.get('item')
  if (orderId) return { kind: 'order', orderId, auto }
  if (item) return { kind: 'item', item, auto }
  return { kind: 'amount' }
}

/** Formats a target as an address relative to the payment directory. */
export function writeTarget(target: Target): string {
  switch (target.kind) {
    case 'order':
      return `checkout?order=${encodeURIComponent(target.orderId)}${auto(target)}`
    case 'item':
      return `checkout?item=${encodeURIComponent(target.item)}${auto(target)}`
    case 'amount':
      return 'checkout'
    case 'result':
      return `pending?order=${encodeURIComponent(target.orderId)}`
  }
}

function auto(target: { auto: boolean }): string {
  return target.auto ? '&auto=1' : ''
}

/** The address that signs the payer in and returns to the target. */
export function authorizeUrl(target: Target): string {
  return `api/oauth/authorize?to=${encodeURIComponent(writeTarget(target))}`
}
