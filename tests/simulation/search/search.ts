import { gatewaysOf } from '../world/nature'
import { live } from '../world/live'
import { count, emptyTally, type Tally } from './tally'

export interface Span {
  /** The first seed, and how far it is to the next one. */
  readonly from: number
  readonly step: number
  /** How many at most. */
  readonly seeds: number
  /** Unix ms; no seed is begun later. */
  readonly until: number
}

export interface Searched {
  readonly tally: Tally
  /** The first seed that broke a promise. */
  readonly broken: number | null
}

/** Lives through seed after seed. @param progress told now and then, with what came since the last time */
export async function search(span: Span, progress: (tally: Tally) => void): Promise<Searched> {
  // Nobody reads where a refusal of the rules was thrown, and there are very many.
  Error.stackTraceLimit = 0
  let tally = emptyTally()
  for (let n = 0; n < span.seeds && Date.now() < span.until; n += 1) {
    const seed = span.from + n * span.step
    const life = await live(seed, { gateways: gatewaysOf(seed) })
    count(tally, life)
    if (life.violation) return { tally, broken: seed }
    if (n % 500 === 499) {
      progress(tally)
      tally = emptyTally()
    }
  }
  return { tally, broken: null }
}
