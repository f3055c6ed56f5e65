import { expect } from 'vitest'
import type { Charge } from '../../server/contract/charges'
import type { Payment } from '../../server/contract/payment'
import type { GatewayName } from '../../server/payments/core/records'
import { type Kind } from './support/databases'
import { chargedOrder } from './support/paid-order'
import { type Phone } from './support/phone'
import { tillOf, type Till } from './support/till'

export const minute = 60_000

/**
 * Two charges of one order of which Paymax takes both: the first is thought closed, and WeChat's word that
 * it was paid comes late.
 */
export async function twoPayers(gateway: GatewayName, kind: Kind) {
  const first = await chargedOrder(kind, {}, { GATEWAY: gateway })
  const till = tillOf(first.sandbox, gateway)
  const { sandbox, order, phone, advance } = first
  const [one, two] = sandbox.payers
  if (!one || !two) throw new Error('the sandbox has too few people')
  sandbox.wechat.holder = two
  const other = phone()
  await other.signedIn(`checkout?order=${order.orderId}`)
  sandbox.wechat.holder = one
  advance(6 * minute)
  const path = `api/orders/${order.orderId}`
  const { body: second } = await other.post<Charge>(`${path}/charges`, {})
  const toldTo = async (payer: Phone) => (await payer.get<Payment>(`${path}/payment`)).body

  /** The second charge is applied first, so that the first one is the one too many; it is being sent back. */
  async function bothPay(): Promise<void> {
    till.pay(second.chargeId)
    await till.tell()
    await first.reads({ status: 'paid' })
    till.pay(first.charge.chargeId)
    await till.tell()
    await first.reads({ refunds: [{ automatic: true }] })
    await expect.poll(() => kept(till)).toEqual([0, 3880])
  }

  return { ...first, till, other, toldTo, bothPay, second }
}

/** What is left of each charge at its gateway. In fen. */
export const kept = (till: Till) =>
  till
    .charges()
    .map(({ amount, refunds }) => amount - refunds.reduce((sum, refund) => sum + refund.amount, 0))
