import { randomHex } from '../random'

/** The merchant's own system, which asks the checkout for what only a merchant may. */
export interface Shop {
  /** In fen. @returns what it was refused with; empty where it was accepted */
  refund: (orderNo: string, amount: number) => Promise<string>
  close: (orderNo: string) => Promise<string>
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
  const pathOf = (orderNo: string) => encodeURIComponent(orderNo)
  return {
    refund: (orderNo, amount) =>
      ask(`${pathOf(orderNo)}/refunds`, { amount, reason: '沙箱面板里退款' }),
    close: (orderNo) => ask(`${pathOf(orderNo)}/close`),
  }
}
