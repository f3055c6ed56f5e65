import type { Faults, Odds, Stream } from './faults'
import type { Life } from './life'
import type { Nature } from './nature'
import type { Store } from './store'
import type { World } from './world'

type StoreFault =
  'store: fails before' | 'store: fails after' | 'store: stalls' | 'crash before' | 'crash after'

export function oddsOfStoring({ repository, crash }: Nature['faults']): Odds<StoreFault> {
  return [
    ['store: fails before', repository / 4],
    ['store: fails after', repository / 4],
    ['store: stalls', repository / 4],
    ['crash before', crash / 2],
    ['crash after', crash / 2],
  ]
}

export interface Storing {
  readonly world: World
  readonly store: Store
  readonly life: Life
  readonly odds: Odds<StoreFault>
  readonly crash: (downFor: number) => void
}

/** One verb, at some later time, if nothing comes in between: before it is done, or after. */
export function performLater(
  { world, store, life, odds, crash }: Storing,
  { place, stream }: { readonly place: Stream; readonly stream: Stream },
  verb: string,
  given: unknown[],
): Promise<unknown> {
  const { number } = life
  const n = place.n++
  const fault = world.faults.draw(place.id, n, odds)
  const chance = world.faults.unit(place.id, n)
  const cutOff = life.cutOffUntil > world.now
  if (fault !== null) world.tell(() => `${life.name}: ${verb}: ${fault}`)
  const stalled = fault === 'store: stalls' ? 500 + chance * 40_000 : 0
  const latency = chance * world.nature.repositoryLatency
  return new Promise((resolve, reject) => {
    world.in(latency + stalled, () => {
      if (life.number !== number) {
        // What had left when the process died may have arrived or not.
        if (chance < 0.5) void attempt(() => store.perform(verb, given))
        return
      }
      if (fault === 'crash before') return crash(chance * 20_000)
      if (fault === 'store: fails before' || cutOff) return reject(new Error('the store failed'))
      stream.touched = world.happened
      const done = attempt(() => store.perform(verb, given))
      const apply = (outcome: Attempted) => {
        if (fault === 'crash after') return crash(chance * 20_000)
        if (fault === 'store: fails after') return reject(new Error('the answer was lost'))
        const answer = () => {
          if (life.number !== number) return
          if ('failed' in outcome) reject(outcome.failed)
          else resolve(outcome.value)
        }
        if (takesAWhile(world.faults, place, n)) world.in(latency, answer)
        else answer()
      }
      return done instanceof Promise ? done.then(apply) : apply(done)
    })
  })
}

/** Between what was done and who asked for it there is time for others. */
function takesAWhile(faults: Faults, place: Stream, n: number): boolean {
  return (faults.unit(place.id, n) * 16) % 1 < 0.25
}

type Attempted = { readonly value: unknown } | { readonly failed: Error }

export function attempt(perform: () => unknown): Attempted | Promise<Attempted> {
  try {
    const value = perform()
    if (!(value instanceof Promise)) return { value }
    return value.then((applied: unknown) => ({ value: applied }), failed)
  } catch (error) {
    return failed(error)
  }
}

function failed(error: unknown): Attempted {
  return { failed: error instanceof Error ? error : new Error(String(error)) }
}
