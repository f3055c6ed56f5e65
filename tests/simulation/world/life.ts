import type { World } from './world'

/** Whether a process is up, and which of its lives this is: what an earlier one began comes to nothing. */
export class Life {
  readonly name: string
  readonly #world: World
  up = false
  number = 0
  /** It reaches neither gateway nor store before this. */
  cutOffUntil = 0

  constructor(world: World, name: string) {
    this.#world = world
    this.name = name
  }

  /** Only if the process lives on until then. */
  later(ms: number, then: () => void): void {
    const { number } = this
    this.#world.in(ms, () => {
      if (this.number === number) then()
    })
  }

  /** Again and again, until it is stopped or the process dies. */
  every(ms: number, beat: () => void): () => void {
    let stopped = false
    const again = () => {
      if (stopped) return
      beat()
      this.later(ms, again)
    }
    this.later(ms, again)
    return () => {
      stopped = true
    }
  }
}
