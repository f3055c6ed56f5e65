import { isObject, parseObject, textField } from '../json'
import type { JsonObject } from '../json'
import { randomHex } from '../random'

/** The merchant's own system, which asks the checkout for what only a merchant may. */
export interface Merchant {
  /** In fen. @returns what it was refused with; empty where it was accepted */
  refund: (orderNo: string, amount: number) => Promise<string>
  close: (orderNo: string) => Promise<string>
  /** The merchant's numbers of the latest hundred orders, by the numbers of their charges. */
  orderNoByCharge: () => Promise<Map<string, string>>
  /** The latest ones as the API lists them, the newest first. @throws Error where it does not */
  orders: () => Promise<JsonObject[]>
  /** What was told of them, the newest first. @throws Error where it is not listed */
  notifications: () => Promise<JsonObject[]>
  /** What the API says of this path under `api/merchant/`. */
  read: (path: string) => Promise<{ status: number; body: string }>
  /** Has a notification sent again. */
  resend: (id: string) => Promise<string>
}

const latest = 100

/** @param publicUrl the payment directory, as the backend serves it */
export function createMerchant(publicUrl: URL, key: string): Merchant {
  async function ask(path: string, body?: object): Promise<string> {
    const response = await fetch(new URL(`api/merchant/${path}`, publicUrl), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomHex(32) }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return response.ok ? '' : response.text()
  }
  async function read(path: string): Promise<{ status: number; body: string }> {
    const address = new URL(`api/merchant/${path}`, publicUrl)
    const response = await fetch(address, { headers: { Authorization: `Bearer ${key}` } })
    return { status: response.status, body: await response.text() }
  }
  async function list(name: 'orders' | 'notifications'): Promise<JsonObject[]> {
    const { status, body } = await read(`${name}?limit=${latest}`)
    if (status !== 200) throw new Error(`The ${name} cannot be listed: ${status}`)
    return objectsIn((parseObject(body) ?? {})[name])
  }
  const pathOf = (name: string) => encodeURIComponent(name)
  const orders = () => list('orders')
  return {
    refund: (orderNo, amount) =>
      ask(`orders/${pathOf(orderNo)}/refunds`, { amount, reason: '沙箱面板里退款' }),
    close: (orderNo) => ask(`orders/${pathOf(orderNo)}/close`),
    orderNoByCharge: async () => new Map((await orders()).flatMap(chargesOf)),
    orders,
    notifications: () => list('notifications'),
    read,
    resend: (id) => ask(`notifications/${pathOf(id)}/resend`),
  }
}

const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isObject(one)) : []

/** Each charge of an order beside the order's number. */
function chargesOf(order: JsonObject): [charge: string, orderNo: string][] {
  const orderNo = textField(order, 'orderNo')
  return objectsIn(order['charges']).map((charge) => [textField(charge, 'chargeId'), orderNo])
}
