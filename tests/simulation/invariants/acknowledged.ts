/** Promise 3: nothing acknowledged is lost. */
import type { WebhookRecord, RefundRecord } from '../../../server/payments/core/records'
import type { Event } from '../gateway/events'
import type { Answer } from '../world/request'
import type { Scene } from '../world/scene'

const check = 'what was acknowledged is kept'

/** What 2xx and `success` have promised so far. */
export class Acknowledged {
  readonly #scene: Scene
  readonly orders = new Map<number, string>()
  readonly closed = new Set<string>()
  /** By refund id. */
  readonly refunds = new Map<string, RefundRecord>()
  readonly contradictions: Event[] = []
  readonly #keys = new Map<string, { readonly refundId: string; readonly asked: string }>()

  constructor(scene: Scene) {
    this.#scene = scene
  }

  webhook(event: Event, answer: Answer<WebhookRecord | null>): void {
    const { world } = this.#scene
    if (!('value' in answer)) return
    if (answer.value === null) {
      return world.check(
        'a signed event is never turned away',
        event.signature === 'bad',
        () => `event ${event.notification.id}`,
      )
    }
    world.check(
      'an unsigned event is turned away',
      event.signature === 'good',
      () => `event ${event.notification.id}`,
    )
    const kept = world.book.inbox.has(answer.value.key)
    world.check(check, kept, () => `event ${event.notification.id} is not in the inbox`)
    if (event.contradicts !== null) this.contradictions.push(event)
  }

  order(order: number, orderId: string): void {
    const { world } = this.#scene
    world.check(check, world.book.orders.has(orderId), () => `order ${orderId} is not there`)
    const known = this.orders.get(order) ?? orderId
    world.check(
      'the same request again makes the same order',
      known === orderId,
      () => `order ${order} has two ids`,
    )
    this.orders.set(order, orderId)
  }

  close(orderId: string): void {
    const { world } = this.#scene
    const order = world.book.orders.get(orderId)?.record
    world.check(
      check,
      order?.state === 'closed' && order.closedBy === 'merchant',
      () => `order ${orderId} is ${String(order?.state)}`,
    )
    this.closed.add(orderId)
  }

  refund(refund: RefundRecord, key: string, wish: { readonly amount?: number }): void {
    const { world } = this.#scene
    const row = world.book.refunds.get(refund.refundId)
    world.check(check, row !== undefined, () => `refund ${refund.refundId} is not there`)
    const asked = JSON.stringify(wish)
    const known = this.#keys.get(key) ?? { refundId: refund.refundId, asked }
    world.check(
      'a key stands for one refund',
      known.refundId === refund.refundId,
      () => `key ${key} made two refunds`,
    )
    world.check(
      'a key stands for one request',
      known.asked === asked,
      () => `key ${key} was taken for another request`,
    )
    this.#keys.set(key, known)
    this.refunds.set(refund.refundId, refund)
  }
}
