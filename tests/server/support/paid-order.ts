import { expect } from 'vitest'
import type { Charge } from '../../../server/contract/charges'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { Payment } from '../../../server/contract/payment'
import { openCheckout, type Checkout } from './checkout'
import type { Kind } from './databases'
import type { Phone } from './phone'
import { tillOf } from './till'

/** An order with a charge in a payer's hands. */
export interface ChargedOrder extends Checkout {
  readonly order: MerchantOrder
  readonly payer: Phone
  readonly charge: Charge
  /** The order as its merchant reads it now. */
  read: () => Promise<MerchantOrder>
  /** How the payment stands, as this payer is told. */
  payment: (query?: string) => Promise<Payment>
  /** Waits until the merchant reads this of the order. */
  reads: (expected: object) => Promise<void>
}

export async function chargedOrder(
  kind: Kind,
  order: object = {},
  environment: Record<string, string> = {},
  parts: Parameters<typeof openCheckout>[2] = {},
): Promise<ChargedOrder> {
  const checkout = await openCheckout(kind, environment, parts)
  const placed = await checkout.merchant.placed({ ...order })
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${placed.orderId}`)
  const path = `api/orders/${placed.orderId}`
  const { body: charge } = await payer.post<Charge>(`${path}/charges`, {})
  const read = async () => (await checkout.merchant.read(placed.orderNo)).body
  return {
    ...checkout,
    order: placed,
    payer,
    charge,
    read,
    payment: async (query = '') => (await payer.get<Payment>(`${path}/payment${query}`)).body,
    reads: (expected) => expect.poll(read, { timeout: 20_000 }).toMatchObject(expected),
  }
}

/** The same, paid, and known to be. At the gateway where `environment` has new charges made. */
export async function paidOrder(
  kind: Kind,
  order: object = {},
  environment: Record<string, string> = {},
): Promise<ChargedOrder> {
  const charged = await chargedOrder(kind, order, environment)
  const gateway = environment['GATEWAY'] === 'wechatpay' ? 'wechatpay' : 'paymax'
  tillOf(charged.sandbox, gateway).pay(charged.charge.chargeId)
  await charged.payment()
  await charged.reads({ status: 'paid' })
  return charged
}
