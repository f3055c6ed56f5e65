import { isObject, parseObject, textField } from '../json'
import type { JsonObject } from '../json'
import { randomHex } from '../random'

/** The merchant's own system, which asks the checkout for what only a merchant may. */
export interface Shop {
  /** In fen. @returns what it was refused with; empty where it was accepted */
  refund: (orderNo: string, amount: number) => Promise<string>
  close: (orderNo: string) => Promise<string>
  /** The merchant's numbers of the latest hundred orders, by the numbers of their charges. */
  orderNoByCharge: () => Promise<Map<string, string>>
}

/** @param publicUrl the payment directory, as the backend serves it */
export function createShop(publicUrl: URL, key: string): Shop {
  async function ask(path: string, body?: object): Promise<string> {
    const response = await fetch(new URL(`api/merchant/orders/${path}`, publicUrl), {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${key}`,
        ...(body && { 'Content-Type': 'application/json', 'Idempotency-Key': randomHex(32) }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    return response.ok ? '' : response.text()
  }
  async function orderNoByCharge(): Promise<Map<string, string>> {
    const address = new URL('api/merchant/orders?limit=100', publicUrl)
    const response = await fetch(address, { headers: { Authorization: `Bearer ${key}` } })
    if (!response.ok) throw new Error(`The orders cannot be listed: ${response.status}`)
    const { orders } = parseObject(await response.text()) ?? {}
    return new Map(objectsIn(orders).flatMap(chargesOf))
  }
  const pathOf = (orderNo: string) => encodeURIComponent(orderNo)
  return {
    refund: (orderNo, amount) =>
      ask(`${pathOf(orderNo)}/refunds`, { amount, reason: '沙箱面板里退款' }),
    close: (orderNo) => ask(`${pathOf(orderNo)}/close`),
    orderNoByCharge,
  }
}

const objectsIn = (value: unknown): JsonObject[] =>
  Array.isArray(value) ? value.filter((one) => isObject(one)) : []

/** Each charge of an order beside the order's number. */
function chargesOf(order: JsonObject): [charge: string, orderNo: string][] {
  const orderNo = textField(order, 'orderNo')
  return objectsIn(order['charges']).map((charge) => [textField(charge, 'chargeId'), orderNo])
}
