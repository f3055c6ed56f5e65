import type { Charge } from '../../../server/contract/charges'
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { Problem } from '../../../server/contract/problems'
import { openCheckout, type Checkout } from './checkout'
import type { Kind } from './databases'
import { codeOf, type Phone } from './phone'

export interface Charged {
  readonly status: number
  readonly body: Charge & Problem
  readonly code: string
  readonly retryAfter: string | null
}

export interface Scene extends Checkout {
  readonly order: MerchantOrder
  /** Signed in, at the order. */
  readonly payer: Phone
  charge: (options?: object, by?: Phone) => Promise<Charged>
  /** Another person's phone, signed in at the same order. */
  someoneElse: () => Promise<Phone>
}

/** A checkout with one order, and a payer who is signed in at it. */
export async function atAnOrder(
  kind: Kind,
  order: object = {},
  environment: Record<string, string> = {},
): Promise<Scene> {
  const checkout = await openCheckout(kind, environment)
  const placed = await checkout.merchant.placed({ ...order })
  const payer = checkout.phone()
  await payer.signedIn(`checkout?order=${placed.orderId}`)
  return {
    ...checkout,
    order: placed,
    payer,
    async charge(options = {}, by = payer) {
      const answer = await by.post<Charge & Problem>(
        `api/orders/${placed.orderId}/charges`,
        options,
      )
      return {
        status: answer.status,
        body: answer.body,
        code: codeOf(answer),
        retryAfter: answer.headers.get('retry-after'),
      }
    },
    async someoneElse() {
      const [first, second] = checkout.sandbox.payers
      if (!first || !second) throw new Error('the sandbox has too few people')
      checkout.sandbox.wechat.holder = second
      const phone = checkout.phone()
      await phone.signedIn(`checkout?order=${placed.orderId}`)
      checkout.sandbox.wechat.holder = first
      return phone
    },
  }
}
