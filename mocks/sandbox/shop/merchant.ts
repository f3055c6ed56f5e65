import { isObject, parseObject, textField } from '../json'
import type { JsonObject } from '../json'
import { randomHex } from '../random'

/** The merchant's own system, with the merchant's key. */
export interface Merchant {
  /**
   * In fen.
   * @returns why it was refused; empty where it was accepted
   */
  refund: (orderNo: string, amount: number) => Promise<string>
  close: (orderNo: string) => Promise<string>
  /** The merchant's order numbers of the latest hundred orders, by charge number. */
  orderNoByCharge: () => Promise<Map<string, string>>
  /**
   * The latest orders as the API lists them, newest first.
   * @throws Error where the API fails
   */
  orders: () => Promise<JsonObject[]>
  /**
   * Their notifications, newest first.
   * @throws Error where the API fails
   */
  notifications: () => Promise<JsonObject[]>
  /** The API's answer for this path under `api/merchant/`. */
  read: (path: string) => Promise<{ status: number; body: string }>
  /** Has a notification resent. */
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

/** Each charge of an order with the order's number. */
function chargesOf(order: JsonObject): [charge: string, orderNo: string][] {
  const orderNo = textField(order, 'orderNo')
  return objectsIn(order['charges']).map((charge) => [textField(charge, 'chargeId'), orderNo])
}
