import { setTimeout as pause } from 'node:timers/promises'
import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { CampaignClock } from './clock'
import type { Fleet } from './fleet'
import { readEverything, readNotifications } from './merchant'
import { theirCharges, type TheirCharge } from './theirs'
import type { World } from './world'

/** Promise 4: within a minute; and a look that a killed process left is taken up again after its lease. */
const known = 60_000 + 25_000
const ended = 120_000

/** A charge lives five minutes at least, and is closed a minute after its end at the latest. */
const ahead = { jump: 400_000, speed: 20 }

export type ClosingPhase = 'finding out' | 'running ahead'

interface Means {
  readonly fleet: Fleet
  readonly clock: CampaignClock
  /** Leaves out what takes a minute by the true clock. */
  readonly hasty: boolean
  readonly onPhase: (phase: ClosingPhase) => void
}

export interface Closing {
  /** How long after the last kill everything that the gateways knew was known here too; ms, null: not waited for. */
  readonly knownAfter: number | null
  readonly orders: MerchantOrder[]
  readonly late: readonly string[]
}

/**
 * Nobody pays and nobody is killed any more, and no webhook comes but those that nothing can stand in for:
 * the worker has to find out by itself. First by the true clock, then by one that runs ahead.
 */
export async function close(
  world: World,
  { fleet, clock, hasty, onPhase }: Means,
): Promise<Closing> {
  const { sandbox, post, shop } = world
  onPhase('finding out')
  await Promise.all(fleet.bases.map((_, index) => fleet.ready(index)))
  post.stopDelivering()
  shop.takeEverything()
  const since = Date.now()
  const unknown = hasty ? [] : await waitUntilEmpty(world, unknownPayments, known)
  const knownAfter = hasty ? null : Date.now() - since
  onPhase('running ahead')
  clock.hurry(ahead.jump, ahead.speed)
  await fleet.restartAll(clock.nodeArguments())
  await Promise.all([sandbox.paymax.flushWebhooks(), sandbox.wechatpay.flushNotices()])
  await waitUntilEmpty(world, underWay, ended)
  await waitUntilTold(world)
  const late = unknown.map((what) => `${what} ${known / 1000} s after the last kill`)
  return { knownAfter, late, orders: await readEverything(world) }
}

type Look = (orders: readonly MerchantOrder[], charges: readonly TheirCharge[]) => string[]

/** @returns what is still there when the time is over; what that means is for the verdict */
async function waitUntilEmpty(world: World, look: Look, patience: number): Promise<string[]> {
  const giveUpAt = Date.now() + patience
  for (;;) {
    const left = look(await readEverything(world), theirCharges(world.sandbox))
    if (left.length === 0 || Date.now() > giveUpAt) return left
    await pause(500)
  }
}

/** What is still not told when the time is over is for the verdict. */
async function waitUntilTold(world: World): Promise<void> {
  const giveUpAt = Date.now() + ended
  while ((await readNotifications(world, 'pending')).length > 0 && Date.now() < giveUpAt) {
    await pause(500)
  }
}

/** Only a webhook tells of a charge whose create answer was lost. */
const askable = new Set(['live', 'closed', 'failed'])

/** What a query would have told. */
function unknownPayments(
  orders: readonly MerchantOrder[],
  charges: readonly TheirCharge[],
): string[] {
  const paid = new Set(
    charges.filter(({ status }) => status === 'SUCCEED').map(({ orderNo }) => orderNo),
  )
  return orders.flatMap((order) =>
    order.charges
      .filter(({ chargeId, status }) => paid.has(chargeId) && askable.has(status))
      .map(({ chargeId }) => `the payment of ${chargeId} was not known`),
  )
}

function underWay(orders: readonly MerchantOrder[], charges: readonly TheirCharge[]): string[] {
  const paid = new Set(
    charges.filter(({ status }) => status === 'SUCCEED').map(({ orderNo }) => orderNo),
  )
  return orders.flatMap((order) => [
    ...order.charges
      .filter(({ status }) => status === 'live' || status === 'creating')
      .map(({ chargeId }) => chargeId),
    ...order.charges
      .filter(({ chargeId, status }) => paid.has(chargeId) && status !== 'succeeded')
      .map(({ chargeId }) => chargeId),
    ...order.refunds.filter(({ status }) => status === 'processing').map((one) => one.refundId),
  ])
}
