import { mix, unit } from './chance'

/** What goes wrong, and how likely. */
export type Odds<Kind extends string> = readonly (readonly [Kind, number])[]

/**
 * Whether something goes wrong at a place: the n-th effect of a stream. It follows from the seed and the
 * place alone, so that leaving one fault out leaves the others where they are; that is what shrinking needs.
 */
export class Faults {
  readonly #seed: number
  readonly #allowed: ReadonlySet<string> | null
  /** Where something went wrong, in order. */
  readonly happened: string[] = []
  readonly counts = new Map<string, number>()
  /** From then on nothing goes wrong any more. */
  over = false

  /** @param allowed the only places where something goes wrong; null: wherever the seed says so */
  constructor(seed: number, allowed: ReadonlySet<string> | null) {
    this.#seed = seed
    this.#allowed = allowed
  }

  /** A number of this place, 0 ≤ n < 1; the same in every run of the seed. */
  unit(stream: number, n: number): number {
    return unit(mix(mix(this.#seed, stream), n))
  }

  draw<Kind extends string>(stream: number, n: number, odds: Odds<Kind>): Kind | null {
    if (this.over) return null
    let left = unit(mix(mix(this.#seed ^ 0x2545f491, stream), n))
    for (const [kind, probability] of odds) {
      left -= probability
      if (left < 0) return this.#happens(kind, stream, n)
    }
    return null
  }

  #happens<Kind extends string>(kind: Kind, stream: number, n: number): Kind | null {
    const place = `${stream}.${n}.${kind}`
    if (this.#allowed !== null && !this.#allowed.has(place)) return null
    this.happened.push(place)
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
    return kind
  }
}

/** Numbers the effects of one request, of one process's own work, of one charge at the gateway. */
export class Stream {
  readonly id: number
  n = 0
  /** When it last reached the store, as the count of what had happened by then. */
  touched = 0
  /** Whose request it is; null for the merchant's and for a process's own work. */
  openid: string | null = null

  constructor(id: number) {
    this.id = id >>> 0
  }
}
