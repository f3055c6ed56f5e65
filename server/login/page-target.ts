/** A page of ours and its query: nothing that could lead to another directory, host or scheme. */
const shape =
  /^(?:checkout|success|failure|pending)(?:\?[A-Za-z0-9\-._~%!$'()*+,;:@/?=&]{0,1000})?$/

/**
 * Checks where a payer wants to be after signing in.
 * @param to relative to PUBLIC_URL, e.g. `checkout?order=ID`
 * @returns null for anything but one of our pages with its query
 */
export function readTarget(to: string | undefined): string | null {
  return to !== undefined && shape.test(to) ? to : null
}

/** What a target asks for, as far as the landing can prepare it. */
export interface Wanted {
  readonly orderId: string | null
  readonly item: string | null
  readonly automatic: boolean
}

/** An id of another form has never been an order's. */
const nameOfOrder = /^[A-Za-z0-9_-]{1,64}$/

export function wantedBy(target: string): Wanted {
  const [page, query = ''] = target.split('?', 2)
  const params = new URLSearchParams(query)
  if (page !== 'checkout') return { orderId: null, item: null, automatic: false }
  const orderId = params.get('order')
  return {
    orderId: orderId !== null && nameOfOrder.test(orderId) ? orderId : null,
    item: params.get('item'),
    automatic: params.get('auto') === '1',
  }
}
