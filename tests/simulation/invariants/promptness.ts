/** Promise 4, once faults are over: with every webhook lost and nobody looking, it does not take long. */
import type { ChargeRecord } from '../../../server/payments/core/records'
import { isTaken } from '../gateway/charge'
import { isDeniedForGood } from '../gateway/denying'
import type { Scene } from '../world/scene'

const minute = 60_000

export function checkPromptness(scene: Scene, { chargeId, gatewayId }: ChargeRecord): void {
  const { world, watchman } = scene
  const charge = watchman.chargeAt(chargeId)
  if (!world.calm || !isTaken(charge) || isDeniedForGood(charge)) return
  const knownAt = Math.max(charge.visibleAt, world.calmAt, charge.denial?.until ?? 0)
  const allowed = knownAt - charge.createdAt < 15 * minute ? minute : 5 * minute
  // A row's time was written by one clock and is read by another.
  const clocks = 4 * world.nature.skew
  const took = world.now - knownAt
  world.check(
    'without webhooks and without a browser the status is right in time',
    took <= allowed + clocks,
    () => `${String(gatewayId)} was seen after ${Math.round(took / 1000)} s`,
  )
}
