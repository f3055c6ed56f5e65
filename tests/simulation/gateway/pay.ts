import type { World } from '../world/world'
import { isPayable, type Charge } from './charge'
import type { Paymax } from './paymax'
import type { Webhooks } from './webhooks'

/** A payer enters the PIN on the sheet of a charge. */
export function enterPin(world: World, paymax: Paymax, webhooks: Webhooks, charge: Charge): void {
  if (!isPayable(charge, world.now)) {
    return world.tell(() => `WeChat: ${charge.gatewayId} cannot be paid`)
  }
  const n = charge.stream.n++
  const { lateConfirm } = world.nature
  const fault = world.faults.draw(charge.stream.id, n, [
    ['payment confirmed late', lateConfirm],
    ['payment confirmed after a failure', lateConfirm / 4],
    ['payment fails, may be tried again', 0.06],
    ['payment fails for good', 0.03],
  ])
  const chance = world.faults.unit(charge.stream.id, n)
  // At WeChat Pay itself a payment that fails leaves the order as it was, and nothing is told of it.
  if (charge.gateway === 'wechatpay' && fault !== null && fault !== 'payment confirmed late') {
    return world.tell(() => `WeChat: the payment of ${charge.gatewayId} failed`)
  }
  switch (fault) {
    case null:
      return take(world, paymax, charge)
    case 'payment confirmed late':
      charge.pending = true
      world.tell(() => `WeChat: the payment of ${charge.gatewayId} is pending`)
      return world.in(chance * chance * 300_000, () => take(world, paymax, charge))
    case 'payment fails, may be tried again':
      return webhooks.hasty(charge, chance < 0.7 ? 'failed' : 'processing')
    case 'payment fails for good':
    case 'payment confirmed after a failure':
      world.tell(() => `Paymax: ${charge.gatewayId} failed`)
      charge.failure = { reason: 'unknown' as const, code: 'CHANNEL_CHARGE_FAILED', message: '' }
      webhooks.hasty(charge, 'failed')
      if (fault === 'payment fails for good') return
      return world.in(1_000 + chance * 200_000, () => take(world, paymax, charge))
  }
}

export function take(world: World, paymax: Paymax, charge: Charge): void {
  world.tell(() => `WeChat takes the money of ${charge.gatewayId}`)
  paymax.take(charge)
}
