import type { OrderEvent, Outbox } from '../../../server/notifications/outbox'
import type { Lane, NotificationRecord } from '../../../server/notifications/notification-queue'
import type { IdempotencyClaim } from '../../../server/payments/core/refund-repository'
import type { Repository } from '../../../server/payments/core/repository'
import type {
  ChargeRecord,
  WebhookRecord,
  IncidentRecord,
  OrderRecord,
  RefundRecord,
} from '../../../server/payments/core/records'

/** The repository's verbs as they are inside the store: at once and whole. */
export type Verbs = {
  readonly [Verb in keyof Repository]: (
    ...given: Parameters<Repository[Verb]>
  ) => Awaited<ReturnType<Repository[Verb]>>
}

/** A record is never changed, only replaced, so handing it out gives nothing away. */
export interface Row<T> {
  record: T
  /** When the worker takes it up; null once there is nothing to do. */
  due: number | null
  /** Nobody asks the gateway again before this. */
  turn: number
}

export interface NotificationRow extends Row<NotificationRecord> {
  readonly sequence: number
  lane: Lane
  endedAt: number | null
}

/** Told of every change, in the commit that makes it. */
export interface Onlooker {
  order(before: OrderRecord | null, after: OrderRecord): void
  charge(before: ChargeRecord | null, after: ChargeRecord): void
  refund(before: RefundRecord | null, after: RefundRecord): void
  incident(incident: IncidentRecord): void
  /** All that a verb does is done. */
  committed(): void
  /** Something is due at this time, by the clock of whoever wrote it. */
  due(at: number): void
  /** The same of something to send. */
  toSend(at: number): void
}

const nobody: Onlooker = {
  order: () => undefined,
  charge: () => undefined,
  refund: () => undefined,
  incident: () => undefined,
  committed: () => undefined,
  due: () => undefined,
  toSend: () => undefined,
}

export const keyName = ({ owner, key }: Pick<IdempotencyClaim, 'owner' | 'key'>) =>
  `${owner} ${key}`

/** The rows of one world, with the unique keys of `server/store/schema/migrations.ts`. */
export class Book {
  readonly orders = new Map<string, Row<OrderRecord>>()
  readonly orderNos = new Map<string, Row<OrderRecord>>()
  readonly charges = new Map<string, Row<ChargeRecord>>()
  readonly refunds = new Map<string, Row<RefundRecord>>()
  readonly incidents = new Map<string, IncidentRecord>()
  readonly inbox = new Map<string, Row<WebhookRecord> & { appliedAt: number | null }>()
  /** By `keyName`. */
  readonly keys = new Map<string, IdempotencyClaim>()
  readonly slots = new Map<string, { readonly orderId: string; readonly takenAt: number }>()
  attempts: { readonly orderId: string; readonly openid: string; readonly at: number }[] = []
  readonly notifications = new Map<string, NotificationRow>()
  /** How many each order has. */
  readonly notified = new Map<string, number>()
  /** Those that failed when they were last tried; null: not switched off. */
  readonly addresses = new Map<string, { offSince: number | null }>()
  /** What the verb that is being performed tells. */
  events: OrderEvent[] = []
  outbox: Outbox | null = null
  onlooker = nobody

  tell(event: OrderEvent): void {
    this.events.push(event)
  }

  /** Once, however often it is seen; told where it is an order's. */
  addIncident(told: IncidentRecord): void {
    if (this.incidents.has(told.key)) return
    const here = told.orderNo === undefined ? undefined : this.orderNos.get(told.orderNo)
    const incident = { ...told, orderId: told.orderId ?? here?.record.orderId ?? null }
    this.incidents.set(incident.key, incident)
    this.onlooker.incident(incident)
    const { orderId } = incident
    if (orderId !== null) this.tell({ orderId, type: 'order.incident' })
    const row = orderId === null ? undefined : this.orders.get(orderId)
    if (row && incident.kind === 'unknown_payment') {
      this.setOrder(row, { ...row.record, unknownPayment: incident.chargeId })
    }
  }

  /** Incidents of an order that was not here when they were added. */
  adoptIncidents({ orderId, orderNo }: OrderRecord): void {
    const adopted = [...this.incidents.values()]
      .filter((one) => one.orderId === null && one.orderNo === orderNo)
      .map((one) => ({ ...one, orderId }))
    for (const one of adopted) this.incidents.set(one.key, one)
    for (const one of adopted.slice(0, 1)) this.onlooker.incident(one)
    this.tell({ orderId, type: 'order.incident' })
  }

  addOrder(order: OrderRecord): boolean {
    if (this.orders.has(order.orderId) || this.orderNos.has(order.orderNo)) return false
    const row = { record: order, due: null, turn: 0 }
    this.orders.set(order.orderId, row)
    this.orderNos.set(order.orderNo, row)
    this.onlooker.order(null, order)
    this.onlooker.due(order.expiresAt)
    return true
  }

  setOrder(row: Row<OrderRecord>, after: OrderRecord): void {
    const before = row.record
    row.record = after
    this.onlooker.order(before, after)
  }

  addCharge(charge: ChargeRecord, due: number): void {
    if (this.charges.has(charge.chargeId)) throw new Error('a charge id is taken')
    this.charges.set(charge.chargeId, { record: charge, due, turn: 0 })
    this.onlooker.charge(null, charge)
    this.onlooker.due(due)
  }

  setCharge(row: Row<ChargeRecord>, after: ChargeRecord): void {
    const before = row.record
    if (after.gatewayId !== null && after.gatewayId !== before.gatewayId) {
      if (this.chargeByGatewayId(after.gatewayId)) throw new Error('a gateway id is taken')
    }
    row.record = after
    this.onlooker.charge(before, after)
  }

  chargeByGatewayId(gatewayId: string): Row<ChargeRecord> | null {
    for (const row of this.charges.values()) if (row.record.gatewayId === gatewayId) return row
    return null
  }

  /** @returns false where its id, or the gateway's of it, is taken */
  addRefund(refund: RefundRecord): boolean {
    if (this.refunds.has(refund.refundId)) return false
    if (refund.gatewayId !== null && this.refundByGatewayId(refund.gatewayId)) return false
    this.refunds.set(refund.refundId, { record: refund, due: refund.nextTryAt, turn: 0 })
    this.onlooker.refund(null, refund)
    if (refund.nextTryAt !== null) this.onlooker.due(refund.nextTryAt)
    return true
  }

  setRefund(row: Row<RefundRecord>, after: RefundRecord): void {
    const before = row.record
    if (after.gatewayId !== null && after.gatewayId !== before.gatewayId) {
      if (this.refundByGatewayId(after.gatewayId)) throw new Error('a gateway id is taken')
    }
    row.record = after
    row.due = after.nextTryAt
    this.onlooker.refund(before, after)
    if (after.nextTryAt !== null) this.onlooker.due(after.nextTryAt)
  }

  refundByGatewayId(gatewayId: string): Row<RefundRecord> | null {
    for (const row of this.refunds.values()) if (row.record.gatewayId === gatewayId) return row
    return null
  }

  setDue(row: Row<unknown>, due: number | null): void {
    row.due = due
    if (due !== null) this.onlooker.due(due)
  }

  /** The order's last charge, where it could still be paid. */
  hasLiveCharge(order: OrderRecord): boolean {
    const last = order.lastChargeId === null ? undefined : this.charges.get(order.lastChargeId)
    return last?.record.status === 'creating' || last?.record.status === 'live'
  }

  /** When anybody finds something to do next. */
  nextDue(): number {
    return Math.min(this.nextWork(), this.nextToSend())
  }

  /** When the sender does. */
  nextToSend(): number {
    let next = Infinity
    for (const { due } of this.notifications.values()) if (due !== null && due < next) next = due
    return next
  }

  /** When the worker does. */
  nextWork(): number {
    let next = Infinity
    for (const { due } of this.charges.values()) if (due !== null && due < next) next = due
    for (const { due } of this.refunds.values()) if (due !== null && due < next) next = due
    for (const { due } of this.inbox.values()) if (due !== null && due < next) next = due
    for (const { record } of this.orders.values()) {
      if (record.state === 'open' && record.expiresAt < next && !this.hasLiveCharge(record)) {
        next = record.expiresAt
      }
    }
    return next
  }
}

/** Rows that are due, the longest due first, each leased to the caller. */
export function takeDue<R extends Row<unknown>>(
  book: Book,
  rows: Iterable<R>,
  { now, leaseUntil, limit }: { now: number; leaseUntil: number; limit: number },
): R[] {
  const due: R[] = []
  for (const row of rows) if (row.due !== null && row.due <= now) due.push(row)
  if (due.length === 0) return due
  const taken = due.sort((a, b) => (a.due ?? 0) - (b.due ?? 0)).slice(0, limit)
  for (const row of taken) book.setDue(row, leaseUntil)
  return taken
}
