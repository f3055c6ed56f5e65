/** A payer who comes from a menu buys a thing once, in however many windows they are. */
import type { OrderRecord } from '../../../server/payments/core/records'
import { keyName } from '../repository/book'
import { justPaidWindow } from '../world/nature'
import type { Scene } from '../world/scene'

const minute = 60_000
/** How long a typed amount is the same purchase. */
const typedWindow = 10 * minute
/** Between reading a clock and the commit: a store that stalls, and what else takes a while. */
const aStall = 45_000

export class Purchases {
  readonly #scene: Scene
  readonly #openedAt = new Map<string, number>()
  readonly #paidAt = new Map<string, number>()
  /** Closed or refunded, be it for a while: another may be opened beside it. */
  readonly #left = new Set<string>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  /** Told of every order that is new, in the commit that makes it. */
  opened(order: OrderRecord): void {
    if (order.openid === null) return
    const { world } = this.#scene
    this.#openedAt.set(order.orderId, world.now)
    const others = this.#others(order)
    const unfinished = others.filter(
      (other) =>
        isSameSlot(order, other) && other.state === 'open' && this.#areAtOnce(order, other),
    )
    world.check(
      'a payer has one unfinished order for a thing',
      unfinished.length === 0,
      () => `${order.orderNo} beside ${unfinished.map(({ orderNo }) => orderNo).join(', ')}`,
    )
    const justPaid = others.find(
      (other) =>
        isSameThing(order, other) &&
        other.state === 'paid' &&
        this.#wasPaidWithin(other, world.now),
    )
    // The key of the request is of the same commit, and kept by the time it is over.
    world.in(0, () =>
      world.check(
        'what was just paid is asked about before it is sold again',
        !justPaid || this.#saidAgain(order),
        () => `${order.orderNo}, and ${String(justPaid?.orderNo)} was just paid`,
      ),
    )
  }

  /** Told of every change. */
  moved(order: OrderRecord): void {
    if (order.openid === null) return
    const { orderId, state } = order
    if (state === 'closed' || state === 'refunded') this.#left.add(orderId)
    if (state === 'paid' && !this.#paidAt.has(orderId)) this.#paid(order)
  }

  #paid(order: OrderRecord): void {
    const { world } = this.#scene
    this.#paidAt.set(order.orderId, world.now)
    const twice = this.#others(order).filter(
      (other) =>
        isSameSlot(order, other) &&
        other.state === 'paid' &&
        this.#wasPaidWithin(other, world.now) &&
        this.#areAtOnce(order, other) &&
        ![order, other].some((one) => this.#left.has(one.orderId) || this.#saidAgain(one)),
    )
    world.check(
      'nobody pays twice for a thing without saying so',
      twice.length === 0,
      () => `${order.orderNo} and ${twice.map(({ orderNo }) => orderNo).join(', ')} are paid`,
    )
  }

  /** @param startedAt when the request left, which was the first with its key */
  given(order: OrderRecord, startedAt: number): void {
    if (order.source !== 'amount') return
    const age = startedAt - (this.#openedAt.get(order.orderId) ?? startedAt)
    this.#scene.world.check(
      'an amount that is typed again much later is another purchase',
      age < typedWindow + this.#doubt(),
      () => `${order.orderNo} was opened ${Math.round(age / 1000)} s before`,
    )
  }

  #others({ orderId, openid }: OrderRecord): OrderRecord[] {
    const found: OrderRecord[] = []
    for (const { record } of this.#scene.world.book.orders.values()) {
      if (record.openid === openid && record.orderId !== orderId) found.push(record)
    }
    return found
  }

  /** An item has one slot for life, an amount for some minutes. */
  #areAtOnce(a: OrderRecord, b: OrderRecord): boolean {
    if (a.item !== null) return true
    const [one, other] = [a, b].map(({ orderId }) => this.#openedAt.get(orderId) ?? 0)
    return Math.abs((one ?? 0) - (other ?? 0)) < typedWindow - this.#doubt()
  }

  #wasPaidWithin({ orderId, paidAt }: OrderRecord, now: number): boolean {
    const at = Math.min(paidAt ?? 0, this.#paidAt.get(orderId) ?? 0)
    return now - at < justPaidWindow - this.#doubt()
  }

  #saidAgain({ orderId }: OrderRecord): boolean {
    const { world, saidAgain } = this.#scene
    for (const claim of world.book.keys.values()) {
      if (claim.standsFor === orderId && saidAgain.has(keyName(claim))) return true
    }
    return false
  }

  /** What clocks that are apart, and a store that stalls, leave open. */
  #doubt(): number {
    return 4 * this.#scene.world.nature.skew + aStall
  }
}

function isSameThing(a: OrderRecord, b: OrderRecord): boolean {
  if (a.item !== null) return a.item === b.item
  return b.source === 'amount' && a.amount === b.amount
}

function isSameSlot(a: OrderRecord, b: OrderRecord): boolean {
  return isSameThing(a, b) && a.amount === b.amount && (a.item !== null || a.body === b.body)
}
