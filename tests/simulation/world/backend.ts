import type { LoginBook } from '../../../server/login/login-book'
import { createPacedAsk, pace, worthAsking } from '../../../server/payments/ask'
import type { Clock, PaymentDeps } from '../../../server/payments/deps'
import { isFinal, lookUpPayment } from '../../../server/payments/payment-status'
import type { ChargeRecord } from '../../../server/payments/records'
import { createWatch, type Looked, type Watch } from '../../../server/payments/watch'
import { startReconciler } from '../../../server/reconciler'
import type { Events } from '../gateway/events'
import type { Paymax } from '../gateway/paymax'
import { mix } from './chance'
import { courseOf, oddsOfCalls, type CallKind, type Outcome } from './call-faults'
import { gatewayDoor, ledgerDoor } from './effects'
import { Stream, type Odds } from './faults'
import type { Store } from './store'
import type { World } from './world'

export interface Surroundings {
  readonly world: World
  readonly store: Store
  readonly paymax: Paymax
  readonly events: Events
  /** A planted fault changes what a process has in its hands. */
  readonly wrap: (deps: PaymentDeps, backend: Backend) => PaymentDeps
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const idleLook = 1_000

type StoreFault = 'store: fails before' | 'store: fails after' | 'store: stalls' | CrashFault
type CrashFault = 'crash before' | 'crash after'

/** One backend process: all it knows is gone when it crashes, and comes back from the store alone. */
export class Backend {
  readonly index: number
  readonly surroundings: Surroundings
  readonly clock: Clock
  /** How far its clock is off. */
  skew = 0
  up = false
  life = 0
  /** It reaches neither gateway nor store before this. */
  cutOffUntil = 0
  watch: Watch | null = null
  askInTurn: (charge: ChargeRecord | null) => Promise<void> = () => Promise.resolve()
  readonly #ownWork: Stream
  readonly #places = new Map<number, Stream>()
  readonly #storeOdds: Odds<StoreFault>
  readonly #callOdds
  #beat: (() => void) | null = null
  #beatAt = Infinity
  #beats = 0

  constructor(index: number, surroundings: Surroundings) {
    const { world } = surroundings
    this.index = index
    this.surroundings = surroundings
    this.#ownWork = new Stream(900_000 + index)
    const { ledger, crash, gateway, refund } = world.nature.faults
    this.#storeOdds = [
      ['store: fails before', ledger / 4],
      ['store: fails after', ledger / 4],
      ['store: stalls', ledger / 4],
      ['crash before', crash / 2],
      ['crash after', crash / 2],
    ]
    this.#callOdds = oddsOfCalls(gateway, refund)
    this.clock = {
      now: () => world.now + this.skew,
      sleep: (ms) => new Promise((resolve) => this.#later(ms, resolve)),
      every: (ms, beat) => this.#every(ms, beat),
    }
  }

  /** Everything that lives in memory is made anew. */
  start(): void {
    const { world } = this.surroundings
    this.up = true
    world.tell(() => `${this.name} starts`)
    const own = this.deps(this.#ownWork)
    const pacedAsk = createPacedAsk(own)
    this.askInTurn = (charge) => pacedAsk(charge).catch(() => undefined)
    this.watch = createWatch(this.clock, (orderId) => this.#look(own, orderId))
    const onlyWhenDue: Clock = { ...this.clock, every: (_ms, beat) => this.#onBeat(beat) }
    startReconciler({ ...own, clock: onlyWhenDue }, noLogins)
  }

  get name(): string {
    return `process ${this.index + 1}`
  }

  crash(downFor: number): void {
    const { world } = this.surroundings
    if (!this.up) return
    world.tell(() => `${this.name} crashes, down for ${downFor} ms`)
    this.up = false
    this.life += 1
    this.watch = null
    this.#beat = null
    this.#beatAt = Infinity
    world.in(downFor, () => {
      if (!this.up) this.start()
    })
  }

  /** Its clock is moved. */
  setSkew(skew: number): void {
    this.skew = skew
    this.dueAt(this.surroundings.world.book.nextDue())
  }

  deps(stream: Stream): PaymentDeps {
    const { world, wrap } = this.surroundings
    return wrap(
      {
        ledger: ledgerDoor(this, stream),
        gateway: gatewayDoor(this, stream),
        clock: this.clock,
        random: world.draw.bytes,
        terms: world.nature.terms,
        log: silent,
        changed: (orderId) => this.watch?.changed(orderId),
      },
      this,
    )
  }

  /** As `server/backend.ts` does it. */
  async #look(deps: PaymentDeps, orderId: string): Promise<Looked> {
    try {
      let view = await lookUpPayment(deps, orderId)
      if (view && !isFinal(view.status) && worthAsking(view.last)) {
        await this.askInTurn(view.last)
        view = await lookUpPayment(deps, orderId)
      }
      if (!view || isFinal(view.status)) return 'final'
      const now = this.clock.now()
      const wait = view.last ? Math.min(pace(now - view.last.createdAt), 2_000) : idleLook
      return { nextLookAt: now + wait }
    } catch {
      return { nextLookAt: this.clock.now() + idleLook }
    }
  }

  /**
   * What a process does by itself is numbered by the charge or refund it is about, so that leaving something
   * out of a history leaves the rest of it as it was.
   */
  #placeOf(stream: Stream, about: unknown): Stream {
    if (stream !== this.#ownWork || typeof about !== 'string') return stream
    const name = this.surroundings.world.names.get(about)
    if (name === undefined) return stream
    let place = this.#places.get(name)
    if (!place) {
      place = new Stream(mix(stream.id, name))
      this.#places.set(name, place)
    }
    return place
  }

  /** An effect on the store. */
  store(stream: Stream, verb: string, given: unknown[]): Promise<unknown> {
    const { world, store } = this.surroundings
    stream.touched = world.happened
    if (world.calm && store.atOnce) return promised(() => store.perform(verb, given))
    const { life } = this
    const place = this.#placeOf(stream, given[0])
    const n = place.n++
    const fault = world.faults.draw(place.id, n, this.#storeOdds)
    const chance = world.faults.unit(place.id, n)
    const cutOff = this.cutOffUntil > world.now
    if (fault !== null) world.tell(() => `${this.name}: ${verb}: ${fault}`)
    let delay = chance * world.nature.ledgerLatency
    if (fault === 'store: stalls') delay += 500 + chance * 40_000
    return new Promise((resolve, reject) => {
      world.in(delay, () => {
        // What had left when the process died may have arrived or not.
        if (this.life !== life) return void (chance < 0.5 && swallow(() => store.perform(verb, given)))
        if (fault === 'crash before') return this.crash(chance * 20_000)
        if (fault === 'store: fails before' || cutOff) return reject(new Error('the store failed'))
        stream.touched = world.happened
        const performed = swallowing(() => store.perform(verb, given))
        const settle = (done: Performed) => {
          if (fault === 'crash after') return this.crash(chance * 20_000)
          if (fault === 'store: fails after') return reject(new Error('the answer was lost'))
          const answer = () => {
            if (this.life !== life) return
            if ('error' in done) reject(done.error as Error)
            else resolve(done.value)
          }
          if (chance * 16 - Math.floor(chance * 16) < 0.25) world.in(delay, answer)
          else answer()
        }
        return performed instanceof Promise ? performed.then(settle) : settle(performed)
      })
    })
  }

  /** A call to the gateway. */
  call<T>(
    stream: Stream,
    { kind, about, deadline }: Call,
    perform: () => T,
  ): Promise<T | Outcome> {
    const { world } = this.surroundings
    if (world.calm) return Promise.resolve(perform())
    const { life } = this
    const place = this.#placeOf(stream, about)
    const n = place.n++
    const chance = world.faults.unit(place.id, n)
    const away = world.outageUntil > world.now || this.cutOffUntil > world.now
    const fault = away ? (`${kind}: request lost` as const) : world.faults.draw(place.id, n, this.#callOdds[kind])
    const latency = chance * world.nature.gatewayLatency
    return new Promise((resolve) => {
      const answer = (delay: number, told: T | Outcome) =>
        world.in(delay, () => {
          if (this.life === life) resolve(told)
        })
      if (fault === null) {
        return world.in(latency, () => {
          const told = perform()
          world.tell(() => `${this.name}: ${kind} → ${describe(told)}`)
          answer(latency * 0.7, told)
        })
      }
      const { performed, told, slow } = courseOf(kind, fault)
      world.tell(() => `${this.name}: ${fault}`)
      if (performed === 'now') world.in(latency, () => void perform())
      if (performed === 'late') world.in(late(kind, deadline, chance), () => void perform())
      answer(slow ? (chance < 0.5 ? deadline : latency) : 2 * latency, told)
    })
  }

  /** Something in the store became due: an idle reconciler need not beat before. */
  dueAt(time: number): void {
    if (!this.#beat) return
    const at = Math.max(time - this.skew, this.surroundings.world.now + 1)
    if (at < this.#beatAt - 1_000) this.#beatNextAt(at)
  }

  #onBeat(beat: () => void): () => void {
    this.#beat = beat
    this.#beatAt = Infinity
    this.#beatNextAt(this.surroundings.world.now + 300 * (this.index + 1))
    return () => undefined
  }

  #beatNextAt(at: number): void {
    const { world } = this.surroundings
    const { life } = this
    const number = (this.#beats += 1)
    this.#beatAt = at
    world.at(at, () => {
      if (this.life !== life || number !== this.#beats) return
      if (world.book.nextDue() <= this.clock.now()) this.#beat?.()
      const next = Math.max(world.book.nextDue() - this.skew, world.now + 1_000)
      this.#beatAt = next
      if (next < Infinity) this.#beatNextAt(next)
    })
  }

  #every(ms: number, beat: () => void): () => void {
    const { world } = this.surroundings
    const { life } = this
    let stopped = false
    const again = () => {
      if (stopped || this.life !== life) return
      beat()
      if (!stopped) world.in(ms, again)
    }
    world.in(ms, again)
    return () => {
      stopped = true
    }
  }

  #later(ms: number, then: () => void): void {
    const { life } = this
    this.surroundings.world.in(ms, () => {
      if (this.life === life) then()
    })
  }
}

const never = () => Promise.reject(new Error('nobody logs in here'))

const noLogins: LoginBook = {
  startLogin: never,
  loginByState: never,
  claimLogin: never,
  finishLogin: never,
  forgetLogins: () => Promise.resolve(),
}

interface Call {
  readonly kind: CallKind
  /** The charge or refund it is about. */
  readonly about: string
  readonly deadline: number
}

/**
 * A request can arrive long after its caller gave up. For a refund the rules hold that it has arrived within
 * twenty seconds or never does (`neverArrived` in the refund schedule).
 */
function late(kind: CallKind, deadline: number, chance: number): number {
  return deadline * (1 + chance * (kind === 'refund' ? 0.7 : 5))
}

type Performed = { readonly value: unknown } | { readonly error: unknown }

function swallowing(perform: () => unknown): Performed | Promise<Performed> {
  try {
    const value = perform()
    if (!(value instanceof Promise)) return { value }
    return value.then(
      (settled: unknown) => ({ value: settled }),
      (error: unknown) => ({ error }),
    )
  } catch (error) {
    return { error }
  }
}

function swallow(perform: () => unknown): void {
  void swallowing(perform)
}

function promised(perform: () => unknown): Promise<unknown> {
  try {
    return Promise.resolve(perform())
  } catch (error) {
    return Promise.reject(error instanceof Error ? error : new Error(String(error)))
  }
}

function describe(told: unknown): string {
  const { outcome, charge, refund } = told as {
    outcome: string
    charge?: { gatewayId: string; status: string }
    refund?: { gatewayId: string; status: string }
  }
  const object = charge ?? refund
  return object ? `${object.gatewayId} ${object.status}` : outcome
}

