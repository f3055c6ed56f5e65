import {
  isFinal,
  refreshPayment,
  readOwnPayment,
  readPayment,
} from '../../../server/payments/status/payment-status'
import type { PayableCharge } from '../../../server/payments/charges/hand-out-charge'
import type { PaymentDeps } from '../../../server/payments/core/deps'
import { CheckoutError } from '../../../server/contract/errors'
import { enterPin } from '../gateway/pay'
import type { Backend } from '../world/backend'
import { send } from '../world/request'
import type { Scene } from '../world/scene'
import type { Act, Deed, Tap } from './plan'

type Of<Kind extends Deed['kind']> = Extract<Deed, { kind: Kind }>

/** Whose phone it is: each window of one payer bears an order of its own in the plan. */
export function openidOf(scene: Scene, order: number, payer: number): string {
  return `openid-${scene.shoppers.get(order) ?? order}-${payer}`
}

export function taps(scene: Scene, act: Act, { order, payer, renew, auto, paysAfter }: Tap): void {
  const known = scene.orders.get(order)
  if (!known) return
  const openid = openidOf(scene, order, payer)
  const { orderId } = known
  const wish = { orderId, openid, clientIp: '127.0.0.1', renew, automatic: auto }
  send(scene.backendOf(act.process), act.id, {
    openid,
    handle: (deps) => scene.rules.requestCharge(deps, wish),
    left: (answer, stream) => {
      if ('value' in answer) scene.watchman.handedOut(answer.value, openid, stream)
    },
    got: (answer) => {
      if (!answer) return
      if ('code' in answer) return scene.world.tell(() => `payer ${payer} reads ${answer.code}`)
      hold(scene, { order, payer, paysAfter }, answer.value)
    },
  })
}

/** The sheet of a charge is on a payer's phone. */
export function hold(
  scene: Scene,
  { order, payer, paysAfter }: Pick<Tap, 'order' | 'payer' | 'paysAfter'>,
  { charge }: PayableCharge,
): void {
  scene.world.tell(() => `payer ${payer} holds ${String(charge.gatewayId)}`)
  const name = `${order}.${payer}`
  scene.held.set(name, [...(scene.held.get(name) ?? []), charge.chargeId])
  if (paysAfter === null) return
  scene.world.in(paysAfter, () => pays(scene, charge.chargeId))
}

export function paysHeld(scene: Scene, order: number, payer: number): void {
  for (const chargeId of scene.held.get(`${order}.${payer}`) ?? []) pays(scene, chargeId)
}

function pays(scene: Scene, chargeId: string): void {
  const charge = scene.paymax.byNumber.get(chargeId)
  if (charge) enterPin(scene.world, scene.paymax, scene.webhooks, charge)
}

export function looks(scene: Scene, act: Act, { order, payer, wait }: Of<'looks'>): void {
  const known = scene.orders.get(order)
  if (!known) return
  const openid = openidOf(scene, order, payer)
  send(scene.backendOf(act.process), act.id, {
    handle: (deps, backend) => statusQuery(scene, { deps, backend }, known.orderId, openid, wait),
    left: (answer) => {
      if ('value' in answer) scene.watchman.toldStatus(answer.value, openid)
    },
  })
}

/** As `server/routes/payment.ts` answers it. */
async function statusQuery(
  scene: Scene,
  { deps, backend }: { readonly deps: PaymentDeps; readonly backend: Backend },
  orderId: string,
  openid: string,
  wait: number,
) {
  const startedAt = scene.world.happened
  const requestedAt = scene.world.now
  const receivedAt = deps.clock.now()
  const moment = deps.freshness.moment()
  const waitUntil = receivedAt + wait * 1_000
  let heard = { view: await look(deps, orderId), answeredSince: false }
  if (!isFinal(heard.view.status)) {
    await backend.askInTurn(heard.view.last)
    heard = await refreshPayment(deps, heard.view, moment)
  }
  if (!isFinal(heard.view.status) && waitUntil > deps.clock.now()) {
    await backend.watch?.wait(orderId, waitUntil, new AbortController().signal)
    heard = await refreshPayment(deps, heard.view, moment)
  }
  const { view, answeredSince } = heard
  const own = await readOwnPayment(deps, view.order, openid)
  const times = { receivedAt, now: deps.clock.now(), answeredSince }
  return { startedAt, requestedAt, payment: scene.rules.describePayment(view, own, times) }
}

async function look(deps: PaymentDeps, orderId: string) {
  const view = await readPayment(deps, orderId)
  if (!view) throw new CheckoutError('order_not_found', '')
  return view
}
