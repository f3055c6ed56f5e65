/** Payers who come from a menu: for an item or a typed amount, at times in several windows at once. */
import { CheckoutError } from '../../../server/contract/errors'
import type { PayableCharge } from '../../../server/payments/charges/hand-out-charge'
import type { PaymentDeps } from '../../../server/payments/core/deps'
import type { OrderRecord } from '../../../server/payments/core/records'
import { keyName } from '../repository/book'
import { send } from '../world/request'
import { justPaidWindow } from '../world/nature'
import type { Scene } from '../world/scene'
import { hold, openidOf } from './payer'
import type { Act, Opening } from './plan'

interface Opened {
  readonly order: OrderRecord
  /** Where they landed on it with a link that asks for the sheet. */
  readonly payable: PayableCharge | null
}

/** Opens the order of this window, again if need be, with the same key. */
export function opens(scene: Scene, act: Act, does: Opening, tries = 0): void {
  const { order, customer, again, insists } = does
  scene.shoppers.set(order, customer)
  const openid = openidOf(scene, order, 0)
  const key = `open-${order}`
  if (again) scene.saidAgain.add(keyName({ owner: openid, key }))
  const startedAt = scene.world.now
  send(scene.backendOf(act.process + tries), act.id + 500_000 * tries, {
    openid,
    handle: (deps) => open(scene, deps, { openid, key }, does),
    left(answer, stream) {
      if (!('value' in answer)) return
      const { order: opened, payable } = answer.value
      scene.watchman.orderAcknowledged(order, opened.orderId)
      if (tries === 0) scene.watchman.purchases.given(opened, startedAt)
      if (payable) scene.watchman.handedOut(payable, openid, stream)
    },
    got(answer) {
      if (answer && 'value' in answer) {
        const { orderId, orderNo, amount } = answer.value.order
        scene.orders.set(order, { orderId, orderNo, amount })
        const { payable } = answer.value
        if (payable) hold(scene, { order, payer: 0, paysAfter: does.paysAfter }, payable)
      } else if (answer?.code === 'just_paid') {
        scene.world.tell(() => `payer reads just_paid of order ${order}`)
        const anyhow = { ...does, again: true, insists: false }
        if (insists) scene.world.in(4_000, () => opens(scene, act, anyhow, tries + 5))
      } else if (tries % 5 < 4) {
        scene.world.in(800, () => opens(scene, act, does, tries + 1))
      }
    },
  })
}

async function open(
  { rules }: Scene,
  deps: PaymentDeps,
  payer: { readonly openid: string; readonly key: string },
  { item, amount, remark, again, lands }: Opening,
): Promise<Opened> {
  const tea = { item: 'tea', subject: 'tea', body: 'tea', amount, autoPay: lands }
  const shop = {
    merchantName: 'shop',
    catalog: [tea],
    openAmount: { min: 1, max: 1_000_000 },
    justPaidWindow,
  }
  const thing = item ? { item: 'tea' } : { amount, ...(remark ? { remark } : {}) }
  const wish = { ...thing, ...(again ? { again } : {}) }
  const order = await rules.openOrder(deps, shop, payer, wish)
  if (!lands || !order.autoPay || order.state !== 'open') return { order, payable: null }
  const { openid } = payer
  const tap = { orderId: order.orderId, openid, clientIp: '', renew: false, automatic: true }
  // As `server/checkout/prepare.ts` has it: the login stands whatever becomes of the rest.
  const payable = await rules.requestCharge(deps, tap).catch((error: unknown) => {
    if (error instanceof CheckoutError) return null
    throw error
  })
  return { order, payable }
}
