import { planOf, type Act } from '../actors/plan'
import { paysAgainAfter } from '../actors/denied-payer'
import { perform } from '../actors/perform'
import { enterPin } from '../gateway/pay'
import { isPayable } from '../gateway/charge'
import { isDeniedForGood, wasDenied } from '../gateway/denying'
import { checkEnds } from '../invariants/ends'
import type { Planted } from '../planted/planted'
import { Scene } from './scene'
import type { WhichGateways } from './nature'
import type { Store } from './store'
import { epoch, World, type Violation } from './world'

const minute = 60_000
const day = 24 * 60 * minute

/** Far more than it takes; where something stays due for ever there is no end of it. */
const mostSteps = 20_000

/** What is left of a world when shrinking: the acts and the faults that may happen. */
export interface Kept {
  readonly acts: ReadonlySet<number>
  readonly faults: ReadonlySet<string>
}

export interface Life {
  readonly seed: number
  readonly violation: Violation | null
  readonly acts: readonly Act[]
  readonly faults: readonly string[]
  readonly world: World
  readonly scene: Scene
}

export interface Ways {
  readonly kept?: Kept | null
  readonly planted?: Planted | null
  readonly gateways?: WhichGateways
  readonly tell?: boolean
  readonly storeOf?: (world: World) => Store
}

/** Lives a seed's world through: first with everything that goes wrong, then until nothing is left to do. */
export async function live(seed: number, ways: Ways = {}): Promise<Life> {
  const { kept = null, planted = null, tell = false, storeOf } = ways
  const gateways = ways.gateways ?? planted?.gateways ?? 'paymax'
  const world = new World(seed, kept?.faults ?? null, tell, gateways)
  const planned = planOf(world.draw, world.nature)
  const acts = kept ? planned.filter(({ id }) => kept.acts.has(id)) : planned
  const scene = new Scene(world, planted, storeOf)
  for (const backend of scene.backends) {
    backend.setSkew(world.draw.between(-world.nature.skew, world.nature.skew))
    backend.start()
  }
  let until = epoch + minute
  for (const act of acts) {
    world.at(epoch + act.at, () => perform(scene, act))
    until = Math.max(until, epoch + act.at + 30_000)
  }
  await world.run(until)
  if (!world.violation) await comeToRest(scene)
  return { seed, violation: world.violation, acts, faults: world.faults.happened, world, scene }
}

async function comeToRest(scene: Scene): Promise<void> {
  const { world } = scene
  world.tell(() => '— faults are over —')
  world.faults.over = true
  world.outageUntil = 0
  world.calm = true
  world.calmAt = world.now
  for (const backend of scene.backends) {
    backend.life.cutOffUntil = 0
    if (!backend.life.up) backend.start()
  }
  world.in(45_000, () => tellOfTheUnknown(scene))
  payersComeBack(scene)
  for (const charge of scene.paymax.charges.values()) {
    if (isDeniedForGood(charge)) paysAgainAfter(scene, charge)
  }
  await world.run(world.now + 10 * day, mostSteps)
  if (!world.violation) await checkEnds(scene)
}

/** Whoever still holds a sheet that works may use it now; every webhook is lost. */
function payersComeBack(scene: Scene): void {
  const { world, paymax, webhooks } = scene
  for (const charge of paymax.charges.values()) {
    if (!isPayable(charge, world.now) || !scene.watchman.left.has(charge.asked.chargeNumber))
      continue
    const chance = world.faults.unit(charge.stream.id, 11)
    if (chance > 0.4) continue
    world.in(chance * 20 * minute, () => enterPin(world, paymax, webhooks, charge))
  }
}

/** A charge whose gateway id nobody here knows cannot be asked about: its webhook alone can tell. */
function tellOfTheUnknown(scene: Scene): void {
  const { world, paymax, webhooks } = scene
  for (const charge of paymax.charges.values()) {
    const row = world.book.charges.get(charge.asked.chargeNumber)
    if (charge.takenAt !== null && row?.record.gatewayId === null) webhooks.surely(charge)
    // Nor does anything here look for a refund that was made by hand, nor for one that was denied for so long
    // that it was given up.
    for (const refund of charge.refunds) {
      const never = refund.denial?.until === Infinity
      if ((refund.refundId === null || wasDenied(charge)) && !never) webhooks.made(charge, refund)
    }
  }
}
