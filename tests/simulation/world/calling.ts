import { courseOf, type CallKind, type NamedCallFault, type Outcome } from './call-faults'
import type { Odds, Stream } from './faults'
import type { Life } from './life'
import type { World } from './world'

export interface Call {
  readonly kind: CallKind
  /** The charge or refund it is about. */
  readonly about: string
  readonly deadline: number
}

/** A call to the gateway: it takes a while, and may get lost on either way. */
export function callLater<T>(
  { world, life }: { readonly world: World; readonly life: Life },
  place: Stream,
  odds: Record<CallKind, Odds<NamedCallFault>>,
  { kind, deadline }: Call,
  perform: () => T,
): Promise<T | Outcome> {
  const n = place.n++
  const chance = world.faults.unit(place.id, n)
  const away = world.outageUntil > world.now || life.cutOffUntil > world.now
  const fault = away
    ? (`${kind}: request lost` as const)
    : world.faults.draw(place.id, n, odds[kind])
  const latency = chance * world.nature.gatewayLatency
  return new Promise((resolve) => {
    const { number } = life
    const answer = (delay: number, told: T | Outcome) =>
      world.in(delay, () => {
        if (life.number === number) resolve(told)
      })
    if (fault === null) {
      return world.in(latency, () => {
        const told = perform()
        world.tell(() => `${life.name}: ${kind} → ${describe(told)}`)
        answer(latency * 0.7, told)
      })
    }
    const { performed, told, slow } = courseOf(kind, fault)
    world.tell(() => `${life.name}: ${fault}`)
    if (performed === 'now') world.in(latency, () => void perform())
    if (performed === 'late') world.in(late(kind, deadline, chance), () => void perform())
    answer(slow ? (chance < 0.5 ? deadline : latency) : 2 * latency, told)
  })
}

/**
 * A request can arrive long after its caller gave up. For a refund the rules hold that it has arrived within
 * twenty seconds or never does (`neverArrived` in the refund schedule).
 */
function late(kind: CallKind, deadline: number, chance: number): number {
  return deadline * (1 + chance * (kind === 'refund' ? 0.7 : 5))
}

interface Told {
  readonly outcome: string
  readonly charge?: { readonly gatewayId: string; readonly status: string }
  readonly refund?: { readonly gatewayId: string; readonly status: string }
}

function describe(told: unknown): string {
  const { outcome, charge, refund } = told as Told
  const object = charge ?? refund
  return object ? `${object.gatewayId} ${object.status}` : outcome
}
