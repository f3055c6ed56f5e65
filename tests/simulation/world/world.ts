import { Book } from '../repository/book'
import { Agenda, type Happening } from './agenda'
import { Sequence } from './chance'
import { drive } from './drain'
import { Faults } from './faults'
import { natureOf, type Nature, type WhichGateways } from './nature'

/** A promise of the contract that did not hold. */
export interface Violation {
  readonly check: string
  readonly detail: string
  readonly at: number
}

/** Unix ms; what day it is makes no difference. */
export const epoch = 1_800_000_000_000

/** Time, what is still to happen, what goes wrong, and what has been found to be wrong. */
export class World {
  readonly seed: number
  readonly nature: Nature
  readonly draw: Sequence
  readonly faults: Faults
  readonly book = new Book()
  readonly checks = new Map<string, number>()
  /** What charges and refunds are called in every run of the seed, whatever their random ids are. */
  readonly names = new Map<string, number>()
  /** Lines for a reader; null where nobody reads. */
  readonly story: string[] | null
  now = epoch
  happened = 0
  /** Faults are over, and an effect takes no time: nothing is left to be in each other's way. */
  calm = false
  calmAt = Infinity
  /** The gateway does not answer before this. */
  outageUntil = 0
  violation: Violation | null = null
  /** Where a planted mistake did otherwise than the rules would. */
  mistakes = 0
  readonly #agenda = new Agenda()

  constructor(
    seed: number,
    allowed: ReadonlySet<string> | null,
    tell: boolean,
    gateways: WhichGateways = 'paymax',
  ) {
    this.seed = seed
    this.draw = new Sequence(seed)
    this.nature = natureOf(this.draw, gateways)
    this.faults = new Faults(seed, allowed)
    this.story = tell ? [] : null
  }

  /** @param delay ms from now */
  in(delay: number, happen: Happening): void {
    this.#agenda.add(this.now + (delay > 0 ? Math.round(delay) : 0), happen)
  }

  at(time: number, happen: Happening): void {
    this.#agenda.add(time > this.now ? Math.ceil(time) : this.now, happen)
  }

  met(): void {
    this.mistakes += 1
    this.tell(() => 'the planted mistake is made')
  }

  tell(line: () => string): void {
    this.story?.push(`${clockOf(this.now - epoch)} ${line()}`)
  }

  /** Something that has to hold, whatever happened. */
  check(name: string, holds: boolean, detail: () => string): void {
    this.checks.set(name, (this.checks.get(name) ?? 0) + 1)
    if (holds || this.violation) return
    this.violation = { check: name, detail: detail(), at: this.now - epoch }
    this.tell(() => `✗ ${name}: ${this.violation?.detail ?? ''}`)
  }

  /** Lets everything happen that is to happen before `until`, one after the other. @param steps at most */
  async run(until: number, steps = Infinity): Promise<void> {
    const last = this.happened + steps
    await drive(() => this.happened < last && this.#step(until))
    if (this.now < until && until < Infinity) this.now = until
  }

  #step(until: number): boolean | Promise<void> {
    if (this.violation) return false
    const next = this.#agenda.take()
    if (!next) return false
    if (next.at > until) {
      this.#agenda.add(next.at, next.happen)
      return false
    }
    this.now = next.at
    this.happened += 1
    return next.happen() ?? true
  }
}

function clockOf(ms: number): string {
  const [h, m, s] = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1_000) % 60].map(Math.floor)
  const two = (n = 0) => String(n).padStart(2, '0')
  return `${two(h)}:${two(m)}:${two(s)}.${String(Math.floor(ms % 1000)).padStart(3, '0')}`
}
