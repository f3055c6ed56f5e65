import type { LoginRepository } from '../../../server/login/login-repository'
import { createPacedQuery } from '../../../server/payments/reports/query-charge'
import type { Clock, PaymentDeps } from '../../../server/payments/core/deps'
import { readInterval } from '../../../server/payments/status/read-interval'
import { createStatusReader } from '../../../server/payments/status/read-statuses'
import type { ChargeRecord, GatewayName } from '../../../server/payments/core/records'
import { noMetrics } from '../../../server/payments/core/payment-metrics'
import { createQueryFreshness } from '../../../server/payments/reports/query-freshness'
import { createLongPoll, type LongPoll } from '../../../server/payments/status/long-poll'
import { startSender, type SenderDeps } from '../../../server/notifications/sender'
import { startWorker } from '../../../server/worker'
import type { Events } from '../gateway/events'
import type { Paymax } from '../gateway/paymax'
import type { Shops } from '../shops/shops'
import type { WechatPay } from '../gateway/wechatpay'
import { Beat } from './beat'
import { oddsOfCalls, type Outcome } from './call-faults'
import { callLater, type Call } from './calling'
import { mix } from './chance'
import { repositoryDoor } from './effects'
import { paymaxDoor, wechatpayDoor } from './gateway-doors'
import { Stream } from './faults'
import { Life } from './life'
import { senderDepsOf } from './sending'
import type { Store } from './store'
import { attempt, oddsOfStoring, performLater, type Storing } from './storing'
import type { World } from './world'

export interface Surroundings {
  readonly world: World
  readonly store: Store
  readonly paymax: Paymax
  readonly wechatpay: WechatPay
  readonly events: Events
  /** A planted fault changes what a process has in its hands. */
  readonly wrap: (deps: PaymentDeps, backend: Backend) => PaymentDeps
  readonly shops: Shops
  readonly wrapSender: (deps: SenderDeps, backend: Backend) => SenderDeps
}

/** One backend process: all it knows is gone when it crashes, and comes back from the store alone. */
export class Backend {
  readonly surroundings: Surroundings
  readonly clock: Clock
  readonly life: Life
  watch: LongPoll | null = null
  askInTurn: (charge: ChargeRecord | null) => Promise<void> = () => Promise.resolve()
  #skew = 0
  #spoken = createQueryFreshness()
  readonly #index: number
  readonly #beat: Beat
  readonly #sendingBeat: Beat
  readonly #sending: Stream
  readonly #ownWork: Stream
  readonly #places = new Map<number, Stream>()
  readonly #storing: Storing
  readonly #callOdds

  constructor(index: number, surroundings: Surroundings) {
    const { world, store } = surroundings
    const life = new Life(world, `process ${index + 1}`)
    this.life = life
    this.surroundings = surroundings
    this.clock = {
      now: () => world.now + this.#skew,
      sleep: (ms) => new Promise((resolve) => life.later(ms, resolve)),
      every: (ms, beat) => life.every(ms, beat),
    }
    this.#index = index
    const { book } = world
    const skewed = () => this.#skew
    this.#beat = new Beat(world, life, skewed, () => book.nextWork())
    this.#sendingBeat = new Beat(world, life, skewed, () => book.nextToSend())
    this.#ownWork = new Stream(900_000 + index)
    this.#sending = new Stream(950_000 + index)
    const { faults } = world.nature
    const crash = (downFor: number) => this.crash(downFor)
    this.#storing = { world, store, life, odds: oddsOfStoring(faults), crash }
    this.#callOdds = oddsOfCalls(faults.gateway, faults.refund)
  }

  /** Everything that lives in memory is made anew, as `server/backend.ts` makes it. */
  start(): void {
    const { life } = this
    life.up = true
    this.#spoken = createQueryFreshness()
    this.surroundings.world.tell(() => `${life.name} starts`)
    const own = this.deps(this.#ownWork)
    const pacedAsk = createPacedQuery(own)
    this.askInTurn = (charge) => pacedAsk(charge).catch(() => undefined)
    this.watch = createLongPoll(this.clock, {
      look: createStatusReader(own, readInterval.postgres),
      ask: this.askInTurn,
    })
    startWorker({ ...own, clock: this.#onlyWhenDue(this.#beat) }, noLogins)
    const { shops, wrapSender } = this.surroundings
    const sending = senderDepsOf(this, this.#sending, shops)
    const clock = this.#onlyWhenDue(this.#sendingBeat)
    startSender(wrapSender({ ...sending, clock }, this))
  }

  #onlyWhenDue(own: Beat): Clock {
    return {
      ...this.clock,
      every: (_ms, beat) => {
        own.start(300 * (this.#index + 1), beat)
        return () => own.stop()
      },
    }
  }

  crash(downFor: number): void {
    const { life } = this
    if (!life.up) return
    const { world } = this.surroundings
    world.tell(() => `${life.name} crashes, down for ${Math.round(downFor)} ms`)
    life.up = false
    life.number += 1
    this.watch = null
    this.#beat.stop()
    this.#sendingBeat.stop()
    world.in(downFor, () => {
      if (!life.up) this.start()
    })
  }

  /** How far its clock is off, from now on. */
  setSkew(skew: number): void {
    this.#skew = skew
    const { book } = this.surroundings.world
    this.dueAt(book.nextWork())
    this.toSendAt(book.nextToSend())
  }

  dueAt(time: number): void {
    this.#beat.dueAt(time)
  }

  toSendAt(time: number): void {
    this.#sendingBeat.dueAt(time)
  }

  deps(stream: Stream): PaymentDeps {
    const { world, wrap } = this.surroundings
    const deps = {
      repository: repositoryDoor(this, stream),
      gateways: { paymax: paymaxDoor(this, stream), wechatpay: wechatpayDoor(this, stream) },
      clock: this.clock,
      random: world.draw.bytes,
      terms: { ...world.nature.terms, gateway: this.#makesAt() },
      log: silent,
      outages: { warn: () => undefined },
      metrics: noMetrics,
      freshness: this.#spoken,
      changed: (orderId: string) => this.watch?.changed(orderId),
    }
    return wrap(deps, this)
  }

  /** Where this process makes new charges. */
  #makesAt(): GatewayName {
    const { gateways } = this.surroundings.world.nature
    if (gateways !== 'both') return gateways
    return this.#index % 2 === 0 ? 'paymax' : 'wechatpay'
  }

  /** An effect on the store. */
  store(stream: Stream, verb: string, given: unknown[]): Promise<unknown> {
    const { world, store } = this.surroundings
    stream.touched = world.happened
    if (!world.calm || !store.atOnce) {
      return performLater(
        this.#storing,
        { place: this.#placeOf(stream, given[0]), stream },
        verb,
        given,
      )
    }
    const done = attempt(() => store.perform(verb, given))
    if (!(done instanceof Promise) && 'failed' in done) return Promise.reject(done.failed)
    return Promise.resolve('value' in done ? done.value : undefined)
  }

  /** A call to the gateway. */
  call<T>(stream: Stream, call: Call, perform: () => T): Promise<T | Outcome> {
    const { world } = this.surroundings
    if (world.calm) return Promise.resolve(perform())
    const place = this.#placeOf(stream, call.about)
    return callLater({ world, life: this.life }, place, this.#callOdds, call, perform)
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
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const never = () => Promise.reject(new Error('nobody logs in here'))

const noLogins: LoginRepository = {
  startLogin: never,
  loginByState: never,
  claimLogin: never,
  claimOwn: never,
  finishLogin: never,
  forgetOpenids: () => Promise.resolve(0),
  forgetLogins: () => Promise.resolve(0),
  forgetBeyond: never,
}
