import type { Charge } from '../gateway/charge'
import { chargesEndWithin } from '../invariants/denied'
import { mix } from '../world/chance'
import { send } from '../world/request'
import type { Scene } from '../world/scene'

/** Long after their charge, which is denied for good, has run out, its payer taps the button once more. */
export function paysAgainAfter(scene: Scene, { asked, stream, denial }: Charge): void {
  const { world, watchman } = scene
  const since = Math.max(asked.expiresAt, denial?.from ?? 0, world.now)
  world.at(since + chargesEndWithin(world), () => {
    const row = world.book.charges.get(asked.chargeNumber)?.record
    const order = row && world.book.orders.get(row.orderId)?.record
    if (!order || order.state !== 'open' || order.lastChargeId !== row.chargeId) return
    const { orderId } = order
    const tap = { orderId, openid: asked.openid, clientIp: '', renew: false, automatic: false }
    world.tell(() => `the payer of ${String(row.gatewayId)} taps again`)
    send(scene.backendOf(0), mix(stream.id, 88), {
      openid: asked.openid,
      handle: (deps) => scene.rules.requestCharge(deps, tap),
      left(answer, itsStream) {
        watchman.paidAgain(order, answer)
        if ('value' in answer) watchman.handedOut(answer.value, asked.openid, itsStream)
      },
    })
  })
}
