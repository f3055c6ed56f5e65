import { take } from '../gateway/pay'
import { isPayable, type Charge } from '../gateway/charge'
import type { GatewayCharge } from '../../../server/payments/core/gateway-reports'
import { orderReport } from '../gateway/wechatpay-report'
import { reportOf, type PaymaxReport } from '../gateway/report'
import type { Scene } from '../world/scene'
import type { Act, Deed, Stray } from './plan'

/** An event that is not what it seems: signed by Paymax, and about something else; or not signed at all. */
export function straysIn(
  scene: Scene,
  act: Act,
  { order, what }: Extract<Deed, { kind: 'stray event' }>,
): void {
  const charge = chargesOf(scene, order).at(-1)
  if (!charge) return
  const { nature, now } = scene.world
  if (charge.gateway === 'wechatpay') return ofWechatPay(scene, act, charge, what)
  const report = reportOf(charge, nature, now)
  if (what === 'failed' || what === 'processing') return scene.webhooks.hasty(charge, what)
  const known = scene.world.book.charges.get(charge.asked.chargeNumber)?.record
  // A charge of which nothing is known yet has nothing to contradict.
  if (!known?.gatewayId && (what === 'id' || what === 'livemode')) return
  const event = scene.events.aboutCharge(contradicting(report, what, now), {
    contradicts: what === 'unknown' ? 'nobody' : 'ours',
  })
  scene.webhooks.deliver(
    what === 'forged' ? { ...event, signature: 'bad', contradicts: null } : event,
    act.id,
  )
}

function ofWechatPay(scene: Scene, act: Act, charge: Charge, what: Stray): void {
  const { now } = scene.world
  const paid = {
    ...orderReport(charge, now),
    amount: charge.asked.amount,
    status: 'succeeded',
    paidAt: now,
    transactionNo: '42',
  } as const
  const changes: Partial<Record<Stray, Partial<GatewayCharge>>> = {
    amount: { amount: charge.asked.amount - 1 },
    app: { app: '1900000009' },
    // Another official account than the one that the charge was made under.
    id: { appId: 'wx_other' },
    unknown: { gatewayId: 'number0of0nobody', chargeNumber: 'number0of0nobody' },
    forged: {},
  }
  const change = changes[what]
  if (!change) return
  const told = { ...paid, ...change }
  const event = scene.events.ofWechatPay(
    {
      kind: 'charge',
      chargeGatewayId: told.gatewayId,
      chargeNumber: told.chargeNumber,
      refund: null,
      charge: told,
    },
    what === 'forged' ? null : what === 'unknown' ? 'nobody' : 'ours',
  )
  scene.webhooks.deliver(what === 'forged' ? { ...event, signature: 'bad' } : event, act.id)
}

function contradicting(report: PaymaxReport, what: Stray, now: number): PaymaxReport {
  const paid = { ...report, status: 'succeeded', paidAt: now, failure: null } as const
  switch (what) {
    case 'amount':
      return { ...paid, amount: report.amount - 1 }
    case 'app':
      return { ...paid, app: 'app_of_somebody_else' }
    case 'id':
      return { ...paid, gatewayId: 'ch_other' }
    case 'livemode':
      return { ...paid, livemode: false }
    case 'unknown':
      return { ...paid, gatewayId: 'ch_unknown', chargeNumber: 'number0of0nobody' }
    default:
      return paid
  }
}

/** A charge whose credential never left the backend is paid all the same, however that came about. */
export function paysUngiven(scene: Scene, order: number): void {
  const { world, paymax } = scene
  for (const charge of chargesOf(scene, order)) {
    const row = world.book.charges.get(charge.asked.chargeNumber)
    // Without what the create call answered, nobody can pay an order of WeChat Pay.
    if (charge.gateway === 'wechatpay') continue
    if (row?.record.status !== 'lost' || !isPayable(charge, world.now)) continue
    charge.against = true
    take(world, paymax, charge)
    return
  }
}

function chargesOf(scene: Scene, order: number): Charge[] {
  const known = scene.orders.get(order)
  return [...scene.paymax.charges.values()].filter((charge) => {
    const row = scene.world.book.charges.get(charge.asked.chargeNumber)
    return known !== undefined && row?.record.orderId === known.orderId
  })
}
