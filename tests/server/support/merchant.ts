import { randomUUID } from 'node:crypto'
import type { MerchantOrder, MerchantOrderList } from '../../../server/contract/merchant-orders'
import type { Notification } from '../../../server/contract/notifications'
import type { Refund } from '../../../server/contract/refunds'
import type { Answer } from './phone'

interface NotificationPage {
  readonly notifications: readonly Notification[]
  readonly nextCursor: string | null
}

interface Request {
  readonly method?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Merchant {
  /** Places an order; what is left out is filled in. */
  place: (order?: Record<string, unknown>) => Promise<Answer<MerchantOrder>>
  /** Places an order that must be accepted. @returns its id */
  placed: (order?: Record<string, unknown>) => Promise<MerchantOrder>
  amend: (orderNo: string, amendment: object) => Promise<Answer<MerchantOrder>>
  close: (orderNo: string) => Promise<Answer<MerchantOrder>>
  /** @param key a fresh one where the test does not care */
  refund: (orderNo: string, refund?: object, key?: string) => Promise<Answer<Refund>>
  read: (orderNo: string) => Promise<Answer<MerchantOrder>>
  /** What Prometheus reads, with the merchant's key. */
  metrics: () => Promise<string>
  list: (query?: string) => Promise<Answer<MerchantOrderList>>
  /** The text as it came, its mark included. */
  exported: (date: string) => Promise<Answer<string>>
  search: (search: object) => Promise<Answer<MerchantOrderList>>
  notifications: (query?: string) => Promise<Answer<NotificationPage>>
  resend: (notificationId: string) => Promise<Answer<Notification>>
}

let placedSoFar = 0

export function createMerchant(publicUrl: URL, apiKey: string): Merchant {
  async function call<Body>(path: string, init: Request = {}): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const response = await fetch(new URL(`api/merchant/${path}`, publicUrl), {
      ...init,
      headers: { ...headers, ...init.headers },
    })
    const body = (await response.json()) as Body
    return { status: response.status, headers: response.headers, body }
  }

  const merchant: Merchant = {
    place(order = {}) {
      placedSoFar += 1
      const filled = {
        orderNo: `T${placedSoFar}`,
        amount: 3880,
        subject: '会员年费',
        body: '公众号支付 “引号” 😀',
        ...order,
      }
      return call('orders', { method: 'POST', body: JSON.stringify(filled) })
    },
    async placed(order) {
      const answer = await merchant.place(order)
      if (answer.status !== 201) throw new Error(`not placed: ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    amend: (orderNo, amendment) =>
      call(`orders/${orderNo}`, { method: 'PATCH', body: JSON.stringify(amendment) }),
    close: (orderNo) => call(`orders/${orderNo}/close`, { method: 'POST' }),
    refund: (orderNo, refund = {}, key = randomUUID()) =>
      call(`orders/${orderNo}/refunds`, {
        method: 'POST',
        body: JSON.stringify({ reason: '顾客取消', ...refund }),
        headers: { 'idempotency-key': key },
      }),
    read: (orderNo) => call(`orders/${orderNo}`),
    async metrics() {
      const headers = { authorization: `Bearer ${apiKey}` }
      return (await fetch(new URL('api/metrics', publicUrl), { headers })).text()
    },
    list: (query = '') => call(`orders${query}`),
    async exported(date) {
      const headers = { authorization: `Bearer ${apiKey}` }
      const response = await fetch(new URL(`api/merchant/export?date=${date}`, publicUrl), {
        headers,
      })
      const bytes = Buffer.from(await response.arrayBuffer())
      return { status: response.status, headers: response.headers, body: bytes.toString() }
    },
    search: (search) => call('orders/search', { method: 'POST', body: JSON.stringify(search) }),
    notifications: (query = '') => call(`notifications${query}`),
    resend: (id) => call(`notifications/${id}/resend`, { method: 'POST' }),
  }
  return merchant
}
