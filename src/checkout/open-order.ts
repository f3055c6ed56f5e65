import type { PaymentEvent } from '@/payment/flow/events'
import type { FailureCode } from '@/payment/failure'
import type { OrderRequest } from '@/payment/ordering-states'
import { isOrder } from '@/platform/answers'
import type { Tools } from '@/platform/tools'

/** Requests an order for an item or a typed amount; a reload meanwhile makes no second one. */
export async function openOrder(
  tools: Tools,
  request: OrderRequest,
  again: boolean,
): Promise<PaymentEvent> {
  const body = { ...bodyOf(request), ...(again && { again }) }
  const kept = `key:${JSON.stringify(body)}`
  const headers = { 'Idempotency-Key': keyFor(tools, kept) }
  const result = await tools.http.post('api/orders', body, isOrder, { headers })
  if (result.ok) {
    tools.storage.remove(kept)
    return { type: 'ordered', order: result.value }
  }
  const { failure } = result
  // A refusal is an answer: the next try gets a new key. Otherwise the order may exist: the same key asks for
  // it.
  if (!unanswered.includes(failure.code)) tools.storage.remove(kept)
  return { type: 'order_failed', failure }
}

/** The answer does not say whether there is an order, or none came. */
const unanswered: readonly FailureCode[] = [
  'offline',
  'backend_down',
  'unreadable',
  'not_ready',
  'internal_error',
]

function bodyOf(request: OrderRequest): object {
  if ('item' in request) return { item: request.item }
  const { amount, remark } = request
  return { amount, ...(remark && { remark }) }
}

function keyFor({ storage, browser }: Tools, kept: string): string {
  const key = storage.get(kept) ?? browser.randomId()
  storage.set(kept, key)
  return key
}
