import { isDeniedForGood, isIn } from '../gateway/denying'
import { send } from '../world/request'
import type { Scene } from '../world/scene'
import { epoch } from '../world/world'
import type { Act, Deed } from './plan'

type Of<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>

/** The merchant places the order, again if need be, which is the same request again. */
export function places(scene: Scene, act: Act, does: Of<'places'>, tries = 0): void {
  const { order, amount, life } = does
  const orderNo = `A${order}`
  const { world } = scene
  // As placed first, whatever the merchant's clock says by now.
  const expiresAt = new Date(epoch + act.at + life + 1_000).toISOString()
  const wish = { orderNo, amount, subject: 'tea', body: 'tea', expiresAt }
  send(scene.backendOf(act.process + tries), act.id + 500_000 * tries, {
    handle: (deps) => scene.rules.placeOrder(deps, wish),
    left: (answer) => {
      if ('value' in answer) scene.watchman.orderAcknowledged(order, answer.value.order.orderId)
    },
    got: (answer) => {
      if (answer && 'value' in answer) {
        const { orderId } = answer.value.order
        scene.orders.set(order, { orderId, orderNo, amount })
      } else if (tries < 4) {
        world.in(800, () => places(scene, act, does, tries + 1))
      }
    },
  })
}

export function closes(scene: Scene, act: Act, { order }: Of<'merchant closes'>): void {
  const known = scene.orders.get(order)
  if (!known?.orderNo) return
  const { orderNo, orderId } = known
  scene.watchman.closing.add(orderId)
  send(scene.backendOf(act.process), act.id, {
    handle: (deps) => scene.rules.closeOrder(deps, orderNo),
    left: (answer) => {
      if ('value' in answer) scene.watchman.closeAcknowledged(orderId)
    },
    got: (answer) =>
      scene.world.tell(() => `merchant reads ${JSON.stringify(answer)} of the close`),
  })
}

export function refunds(
  scene: Scene,
  act: Act,
  { order, share, key }: Of<'merchant refunds'>,
): void {
  const known = scene.orders.get(order)
  if (!known?.orderNo) return
  const { orderNo, amount } = known
  const wish = {
    reason: 'returned',
    ...(share === null ? {} : { amount: Math.max(1, Math.floor(amount * share)) }),
  }
  send(scene.backendOf(act.process), act.id, {
    handle: (deps) => scene.rules.requestRefund(deps, orderNo, wish, key),
    left: (answer) => {
      if ('value' in answer) scene.watchman.refundAcknowledged(answer.value, key, wish)
    },
    got: (answer) =>
      scene.world.tell(() =>
        answer && 'code' in answer ? `merchant reads ${answer.code}` : 'a refund is acknowledged',
      ),
  })
}

/** Somebody sends money back by hand, in Paymax's console. */
export function consoleRefunds(scene: Scene, { order, share }: Of<'console refunds'>): void {
  const known = scene.orders.get(order)
  if (!known) return
  for (const charge of scene.paymax.charges.values()) {
    const row = scene.world.book.charges.get(charge.asked.chargeNumber)
    if (row?.record.orderId !== known.orderId || charge.takenAt === null) continue
    const amount = Math.max(1, Math.floor(charge.asked.amount * share))
    // Who looks for it in the console does not find it there either.
    if (isDeniedForGood(charge) || isIn(charge.denial, scene.world.now)) return
    scene[charge.gateway].makeRefund(charge, amount)
    return
  }
}
