import { Events } from '../gateway/events'
import { Paymax } from '../gateway/paymax'
import { WechatPay } from '../gateway/wechatpay'
import { Webhooks } from '../gateway/webhooks'
import { Wire } from '../gateway/wire'
import { createMemoryRepository } from '../repository/memory-repository'
import type { Planted } from '../planted/planted'
import { Watchman } from '../invariants/watchman'
import { Backend, type Surroundings } from './backend'
import { outboxOf } from './sending'
import { send } from './request'
import { theRules, type Rules } from './rules'
import { memoryStore, watchedStore, type Store } from './store'
import type { World } from './world'

/** An order as the people in the world know it. */
export interface KnownOrder {
  readonly orderNo: string | null
  readonly orderId: string
  readonly amount: number
}

/** Everybody and everything in one world. */
export class Scene {
  readonly world: World
  readonly paymax: Paymax
  readonly wechatpay: WechatPay
  readonly events: Events
  readonly webhooks: Webhooks
  readonly backends: readonly Backend[]
  readonly watchman: Watchman
  readonly rules: Rules
  /** By its number in the plan. */
  readonly orders = new Map<number, KnownOrder>()
  /** By the number of an order that was opened from a menu: the order whose first payer opened it. */
  readonly shoppers = new Map<number, number>()
  /** Keys of requests that said «again». */
  readonly saidAgain = new Set<string>()
  /** Charges whose sheet a payer can open, by order and payer. */
  readonly held = new Map<string, string[]>()

  constructor(world: World, planted: Planted | null, storeOf?: (scene: World) => Store) {
    this.world = world
    const met = () => world.met()
    const wire = new Wire(world, planted?.sums?.(met) ?? ((written) => written))
    this.events = new Events(wire)
    this.paymax = new Paymax(world, wire)
    this.rules = { ...theRules, ...planted?.rules?.(met) }
    world.book.outbox = outboxOf(world, () => undefined)
    const writing = planted?.writing?.(world, met)
    const store = storeOf?.(world) ?? memoryStore(createMemoryRepository(world.book, writing))
    this.wechatpay = new WechatPay(world, this.paymax, () => this.watchman.atTheGateway)
    const { paymax, wechatpay, events } = this
    const wrap: Surroundings['wrap'] = (deps, backend) =>
      planted?.deps?.(deps, backend, met) ?? deps
    const shops = {
      taken: (_url: string, _id: string, body: string) => this.watchman.notified.taken(body),
    }
    const wrapSender: Surroundings['wrapSender'] = (deps, backend) =>
      planted?.sending?.(deps, backend, met) ?? deps
    const watched = watchedStore(store, () => this.watchman.notified)
    const surroundings = {
      world,
      store: watched,
      paymax,
      wechatpay,
      events,
      wrap,
      shops,
      wrapSender,
    }
    this.backends = Array.from(
      { length: world.nature.processes },
      (_, index) => new Backend(index, surroundings),
    )
    this.watchman = new Watchman(this)
    this.webhooks = new Webhooks(world, events, (event, id, acknowledged) => {
      const backend = this.backendOf(id)
      world.tell(() => `${event.gateway} sends ${event.notification.id} to ${backend.life.name}`)
      send(backend, id, {
        handle: async (deps) => {
          const kept = await this.rules.receiveWebhook(deps, event.gateway, event.rawBody, {
            sign: event.signature,
          })
          if (kept) this.rules.applyWebhook(deps, kept).catch(() => undefined)
          return kept
        },
        left: (answer) => this.watchman.webhookAnswered(event, answer),
        got: (answer) => acknowledged(answer !== null && 'value' in answer),
      })
    })
    this.watchman.post()
  }

  backendOf(number: number): Backend {
    const backend = this.backends[number % this.backends.length]
    if (!backend) throw new Error('a world without a process')
    return backend
  }
}
