/** What the store needs to write a notification in the same commit that changes its order. */
import type { NotificationType } from '../contract/notifications'
import type {
  ChargeRecord,
  IncidentRecord,
  OrderRecord,
  RefundRecord,
} from '../payments/core/records'
import type { OrderWithLastCharge } from '../payments/core/order-repository'

/** Something that happened to an order and is sent to its shop. */
export interface OrderEvent {
  readonly orderId: string
  readonly type: NotificationType
  /** Set where the event is about a refund. */
  readonly refundId?: string
}

/** An order with everything that belongs to it, read at one instant. */
export interface OrderFacts extends OrderWithLastCharge {
  readonly charges: readonly ChargeRecord[]
  readonly refunds: readonly RefundRecord[]
  readonly incidents: readonly IncidentRecord[]
}

export interface Outbox {
  /** Unix ms */
  readonly now: () => number
  /** @returns where this order's shop is notified; null: nowhere */
  readonly urlFor: (order: OrderRecord) => string | null
  /** @returns the `webhook-id` of a new notification */
  readonly newId: () => string
  /** @returns the body to send, byte for byte the same for every attempt */
  readonly describe: (event: OrderEvent, facts: OrderFacts, sequence: number, at: number) => string
  /** Called after a commit that wrote a notification. */
  readonly wake: () => void
}

interface OutboxParts<Data extends object> extends Pick<Outbox, 'now' | 'wake'> {
  readonly random: (bytes: number) => Buffer
  /** For orders without an address of their own; null: those are not notified. */
  readonly defaultUrl: string | null
  /** The merchant's order as the API returns it at `at`. */
  readonly describeOrder: (facts: OrderFacts, at: number) => Data
}

export function createOutbox<Data extends object>(parts: OutboxParts<Data>): Outbox {
  return {
    now: parts.now,
    wake: parts.wake,
    urlFor: ({ notifyUrl }) => notifyUrl ?? parts.defaultUrl,
    newId: () => `msg_${parts.random(20).toString('hex')}`,
    describe: ({ type, refundId }, facts, sequence, at) =>
      JSON.stringify({
        type,
        timestamp: new Date(at).toISOString(),
        sequence,
        ...(refundId === undefined ? {} : { refundId }),
        data: parts.describeOrder(facts, at),
      }),
  }
}
