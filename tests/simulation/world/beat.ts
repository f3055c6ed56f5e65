import type { Life } from './life'
import type { World } from './world'

const second = 1_000

/**
 * The worker's beat, once a second; those at which nothing is due would do nothing, and are left out:
 * a world's days would be mostly of them.
 */
export class Beat {
  readonly #world: World
  readonly #life: Life
  readonly #skew: () => number
  #beat: (() => void) | null = null
  #at = Infinity
  #planned = 0

  readonly #nextDue: () => number

  /** @param nextDue when there is something to do next */
  constructor(world: World, life: Life, skew: () => number, nextDue: () => number) {
    this.#nextDue = nextDue
    this.#world = world
    this.#life = life
    this.#skew = skew
  }

  start(first: number, beat: () => void): void {
    this.#beat = beat
    this.#plan(this.#world.now + first)
  }

  stop(): void {
    this.#beat = null
    this.#at = Infinity
  }

  /** Something becomes due, by the clock of whoever wrote it down. */
  dueAt(time: number): void {
    if (!this.#beat) return
    const at = Math.max(time - this.#skew(), this.#world.now + 1)
    if (at < this.#at - second) this.#plan(at)
  }

  #plan(at: number): void {
    const planned = (this.#planned += 1)
    const { number } = this.#life
    this.#at = at
    this.#world.at(at, () => {
      if (this.#life.number !== number || planned !== this.#planned) return
      if (this.#nextDue() - this.#skew() <= this.#world.now) this.#beat?.()
      const next = Math.max(this.#nextDue() - this.#skew(), this.#world.now + second)
      this.#at = next
      if (next < Infinity) this.#plan(next)
    })
  }
}
