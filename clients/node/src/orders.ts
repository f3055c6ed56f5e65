import { callForJson, type CallOptions, type Line } from './call.js'
import { CheckoutError } from './errors.js'
import type { KeptKeys } from './refund-keys.js'
import { listOf, type List } from './pages.js'
import { segment } from './segment.js'
import type {
  MerchantOrder,
  MerchantOrderAmendment,
  MerchantOrderList,
  MerchantOrderQuery,
  MerchantOrderRequest,
  MerchantOrderSearch,
  Refund,
  RefundRequest,
} from './wire.js'

export interface RefundOptions extends CallOptions {
  /**
   * The same key is the same refund. Without one the client generates one; if no answer comes, it remembers
   * the key while it runs, so that repeating the call still makes one refund.
   */
  readonly idempotencyKey?: string
}

/** Each rejects with a `CheckoutError`. */
export interface OrderCalls {
  /**
   * Repeating the call returns the order as it is now.
   * @throws `order_conflict`
   */
  readonly place: (order: MerchantOrderRequest, options?: CallOptions) => Promise<MerchantOrder>
  /** With its charges, refunds and incidents. @throws `order_not_found` */
  readonly get: (orderNo: string, options?: CallOptions) => Promise<MerchantOrder>
  /** Newest first; with `paidAfter` or `paidBefore`, last paid first. */
  readonly list: (
    query?: MerchantOrderQuery,
    options?: CallOptions,
  ) => List<MerchantOrder, MerchantOrderList>
  /** A payer's orders, newest first. */
  readonly search: (
    search: MerchantOrderSearch,
    options?: CallOptions,
  ) => List<MerchantOrder, MerchantOrderList>
  /**
   * Only while the order was never charged.
   * @throws `order_conflict`, `order_closed`
   */
  readonly amend: (
    orderNo: string,
    amendment: MerchantOrderAmendment,
    options?: CallOptions,
  ) => Promise<MerchantOrder>
  /** @throws `order_paid`, `charge_in_progress` */
  readonly close: (orderNo: string, options?: CallOptions) => Promise<MerchantOrder>
  /**
   * Refunds a payment, or a part of it. The refund is `processing` at first; its result is on the order, and
   * a notification reports it.
   * @throws `order_not_paid`, `refund_exceeds_paid`, `refund_in_progress`
   */
  readonly refund: (
    orderNo: string,
    refund: RefundRequest,
    options?: RefundOptions,
  ) => Promise<Refund>
}

export function createOrders(line: Line, keys: KeptKeys): OrderCalls {
  const at = (orderNo: string) => `orders/${segment(orderNo)}`
  return {
    place: (body, options) => callForJson(line, { method: 'POST', path: 'orders', body }, options),
    get: (orderNo, options) => callForJson(line, { method: 'GET', path: at(orderNo) }, options),
    list({ cursor: start, ...query } = {}, options = {}) {
      const page = (cursor: string | undefined, own: CallOptions) =>
        callForJson<MerchantOrderList>(
          line,
          { method: 'GET', path: 'orders', query: { ...query, cursor } },
          own,
        )
      return listOf(page, ({ orders }) => orders, start, options)
    },
    search({ cursor: start, ...search }, options = {}) {
      const page = (cursor: string | undefined, own: CallOptions) =>
        callForJson<MerchantOrderList>(
          line,
          { method: 'POST', path: 'orders/search', body: { ...search, cursor } },
          own,
        )
      return listOf(page, ({ orders }) => orders, start, options)
    },
    amend: (orderNo, body, options) =>
      callForJson(line, { method: 'PATCH', path: at(orderNo), body }, options),
    close: (orderNo, options) =>
      callForJson(line, { method: 'POST', path: `${at(orderNo)}/close` }, options),
    refund: (orderNo, body, options) => refundOnce(line, keys, { orderNo, body }, options),
  }
}

async function refundOnce(
  line: Line,
  keys: KeptKeys,
  refund: { readonly orderNo: string; readonly body: RefundRequest },
  { idempotencyKey, ...options }: RefundOptions = {},
): Promise<Refund> {
  const path = `orders/${segment(refund.orderNo)}/refunds`
  const same = JSON.stringify([refund.orderNo, refund.body.amount, refund.body.reason])
  const key = idempotencyKey ?? keys.take(same)
  try {
    const request = { method: 'POST', path, body: refund.body, idempotencyKey: key } as const
    return await callForJson<Refund>(line, request, options)
  } catch (error) {
    if (idempotencyKey === undefined && mayHaveBeenMade(error)) keys.keep(same, key)
    throw error
  }
}

/** Everything but a refusal: an aborted call may have been carried out too. */
function mayHaveBeenMade(error: unknown): boolean {
  if (!(error instanceof CheckoutError) || error.status === null) return true
  return error.status >= 500 || error.code === 'unreadable_answer'
}
