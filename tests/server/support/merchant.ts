import type { MerchantOrder, MerchantOrderList } from '../../../server/contract'
import type { Answer } from './phone'

export interface Merchant {
  /** Places an order; what is left out is filled in. */
  place: (order?: Record<string, unknown>) => Promise<Answer<MerchantOrder>>
  /** Places an order that must be accepted. @returns its id */
  placed: (order?: Record<string, unknown>) => Promise<MerchantOrder>
  read: (orderNo: string) => Promise<Answer<MerchantOrder>>
  list: (query?: string) => Promise<Answer<MerchantOrderList>>
}

let placedSoFar = 0

export function createMerchant(publicUrl: URL, apiKey: string): Merchant {
  async function call<Body>(path: string, init: RequestInit = {}): Promise<Answer<Body>> {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
    const response = await fetch(new URL(`api/merchant/${path}`, publicUrl), { ...init, headers })
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
    read: (orderNo) => call(`orders/${orderNo}`),
    list: (query = '') => call(`orders${query}`),
  }
  return merchant
}
