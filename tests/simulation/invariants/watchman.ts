import type { PayableCharge } from '../../../server/payments/charges/hand-out-charge'
import type {
  WebhookRecord,
  OrderRecord,
  RefundRecord,
} from '../../../server/payments/core/records'
import type { Charge } from '../gateway/charge'
import type { OrderOnlooker } from '../gateway/paymax'
import type { Event } from '../gateway/events'
import { mix } from '../world/chance'
import type { Stream } from '../world/faults'
import type { Answer } from '../world/request'
import type { Scene } from '../world/scene'
import { Acknowledged } from './acknowledged'
import { canPayAgain, isEndedByDenial } from './denied'
import { chargeMovesForward, orderMovesForward, refundMovesForward } from './forward'
import { isGivenOnce, isOldEnough, onlyOneIsOpen } from './one-live-charge'
import { chargeIsPaid, orderIsPaid, refundIsCounted, refundHasGoneBack } from './money'
import { Notified } from './notified'
import { Purchases } from './one-order'
import { checkPromptness } from './promptness'
import { refundIsAskedOnce } from './refunds'
import { checkWhatIsTold, type Told } from './told'

/** Sees everything that happens, at the moment at which it happens, and holds it against the promises. */
export class Watchman {
  readonly scene: Scene
  readonly acknowledged: Acknowledged
  readonly purchases: Purchases
  readonly notified: Notified
  /** Charges whose credential has left the backend. */
  readonly left = new Set<string>()
  /** When an order became paid, and a charge unwanted, as the count of what had happened by then. */
  readonly paidAt = new Map<string, number>()
  readonly unwantedAt = new Map<string, number>()
  /** Charges that ended because their gateway denied them. */
  readonly endedByDenial = new Set<string>()
  /** What is told of at a gateway. */
  atTheGateway: OrderOnlooker | null = null
  /** Orders that the merchant has wanted to close. */
  readonly closing = new Set<string>()

  constructor(scene: Scene) {
    this.scene = scene
    this.acknowledged = new Acknowledged(scene)
    this.purchases = new Purchases(scene)
    this.notified = new Notified(scene.world)
  }

  /** Takes up its post. */
  post(): void {
    const { scene } = this
    const { world, paymax, backends, webhooks } = scene
    const { book } = world
    book.onlooker = {
      order: (before, after) => {
        this.notified.order(before, after)
        world.tell(() => `  order ${stage(before)} → ${stage(after)}`)
        orderMovesForward(world, before, after)
        if (before === null) this.purchases.opened(after)
        else this.purchases.moved(after)
        if (after.closedBy === 'merchant' && before?.closedBy !== 'merchant') {
          world.check(
            'only its merchant closes an order for good',
            this.closing.has(after.orderId),
            () => `order ${after.orderNo} was closed by nobody`,
          )
        }
        if (after.state === 'paid' && before?.state !== 'paid') {
          this.paidAt.set(after.orderId, world.happened)
          orderIsPaid(scene, after)
        }
      },
      charge: (before, after) => {
        if (before?.status !== after.status) {
          world.tell(
            () => `  charge ${String(after.gatewayId)} ${before?.status ?? ''} → ${after.status}`,
          )
        }
        chargeMovesForward(world, before, after)
        if (before?.status === 'live' && after.status === 'closed') {
          if (isEndedByDenial(scene, after)) this.endedByDenial.add(after.chargeId)
        }
        if (after.status === 'succeeded' && before?.status !== 'succeeded') {
          chargeIsPaid(scene, after)
          checkPromptness(scene, after)
        }
        if (before && after.refunded !== before.refunded) refundIsCounted(scene, after)
      },
      refund: (before, after) => {
        this.notified.refund(before, after)
        if (before?.status !== after.status) {
          world.tell(
            () =>
              `  refund ${after.refundId.slice(0, 6)} ${before?.status ?? ''} → ${after.status}`,
          )
        }
        if (before === null) {
          const name = world.names.get(after.chargeId) ?? 0
          world.names.set(after.refundId, mix(name, after.attempt))
        }
        refundMovesForward(world, before, after)
        if (before === null && after.automatic) this.unwantedAt.set(after.chargeId, world.happened)
        if (after.status === 'succeeded' && before?.status !== 'succeeded') {
          refundHasGoneBack(scene, after)
        }
      },
      incident: ({ orderId }) => this.notified.incident(orderId),
      committed: () => this.notified.committed(),
      toSend: (at) => {
        for (const backend of backends) backend.toSendAt(at)
      },
      due: (at) => {
        for (const backend of backends) backend.dueAt(at)
      },
    }
    const atTheGateway: OrderOnlooker = {
      closed: (charge, openid) => isOldEnough(scene, charge, openid),
      taken: (charge) => webhooks.paid(charge),
      refundAsked: (charge, refund) => refundIsAskedOnce(scene, charge, refund),
      refundEnded: (charge, refund) => webhooks.refundEnded(charge, refund),
      made: (charge) => onlyOneIsOpen(scene, charge),
    }
    paymax.onlooker = atTheGateway
    this.atTheGateway = atTheGateway
  }

  chargeAt(chargeNumber: string): Charge | null {
    return this.scene.paymax.byNumber.get(chargeNumber) ?? null
  }

  handedOut(given: PayableCharge, openid: string, stream: Stream): void {
    isGivenOnce(this.scene, given, openid, stream)
    this.left.add(given.charge.chargeId)
  }

  paidAgain(order: OrderRecord, answer: Answer<PayableCharge>): void {
    canPayAgain(this.scene, order, answer)
  }

  toldStatus(told: Told, openid: string): void {
    checkWhatIsTold(this.scene, told, openid)
  }

  webhookAnswered(event: Event, answer: Answer<WebhookRecord | null>): void {
    this.acknowledged.webhook(event, answer)
  }

  orderAcknowledged(order: number, orderId: string): void {
    this.acknowledged.order(order, orderId)
  }

  closeAcknowledged(orderId: string): void {
    this.acknowledged.close(orderId)
  }

  refundAcknowledged(refund: RefundRecord, key: string, wish: { amount?: number }): void {
    this.acknowledged.refund(refund, key, wish)
  }
}

function stage(order: OrderRecord | null): string {
  return order === null
    ? '(none)'
    : `${order.state}${order.closedBy ? ` by ${order.closedBy}` : ''}`
}
