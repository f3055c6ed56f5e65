/** Every change of an order is told to its shop at least once, with the truth of that moment. */
import type { MerchantOrder } from '../../../server/contract/merchant-orders'
import type { OrderRecord, RefundRecord } from '../../../server/payments/core/records'
import type { Book } from '../repository/book'
import type { World } from '../world/world'

/** A change that its shop has to hear of. */
interface Change {
  readonly orderId: string
  readonly name: string
  /** What was so when it was committed. */
  readonly truth: string
  /** Which of the order's it is, from 1. */
  readonly place: number
  taken: boolean
}

interface Body {
  readonly type: string
  readonly sequence: number
  readonly refundId?: string
  readonly data: MerchantOrder
}

export class Notified {
  readonly #world: World
  readonly #changes = new Map<string, Change[]>()
  /** Of the verb that is being performed. */
  #now: { readonly orderId: string; readonly name: string }[] = []
  /** Notifications of which a 2xx was learned and kept. */
  readonly #learned = new Set<string>()

  constructor(world: World) {
    this.#world = world
  }

  order(before: OrderRecord | null, { orderId, state }: OrderRecord): void {
    if (before === null || before.state === state || state === 'open') return
    this.#now.push({ orderId, name: `order.${state} ` })
  }

  refund(before: RefundRecord | null, { orderId, refundId, status }: RefundRecord): void {
    if (before?.status === status || (status !== 'succeeded' && status !== 'failed')) return
    this.#now.push({ orderId, name: `refund.${status} ${refundId}` })
  }

  incident(orderId: string | null): void {
    if (orderId !== null) this.#now.push({ orderId, name: 'order.incident ' })
  }

  committed(): void {
    const changes = this.#now
    this.#now = []
    for (const { orderId, name } of changes) {
      const ofOrder = this.#changes.get(orderId) ?? []
      const truth = truthOf(this.#world.book, orderId)
      ofOrder.push({ orderId, name, truth, place: ofOrder.length + 1, taken: false })
      this.#changes.set(orderId, ofOrder)
    }
  }

  /** A shop has it. */
  taken(body: string): void {
    const { type, sequence, refundId = '', data } = JSON.parse(body) as Body
    const name = `${type} ${refundId}`
    const told = `${name} of ${data.orderNo}, number ${sequence}`
    const change = this.#changes.get(data.orderId)?.find(({ place }) => place === sequence)
    this.#world.check('nothing is told that did not happen', change?.name === name, () => told)
    if (!change) return
    this.#world.check(
      'what is told was so when it happened',
      change.truth === asTold(data),
      () => `${told}: ${asTold(data)}, and it was ${change.truth}`,
    )
    change.taken = true
  }

  /** A process has kept what a try came to. */
  attempted(notificationId: string, status: number | null): void {
    if (status !== null && status >= 200 && status < 300) this.#learned.add(notificationId)
  }

  /** A process has taken it up. */
  takenUp(notificationId: string): void {
    this.#world.check(
      'what was taken is not sent again',
      !this.#learned.has(notificationId),
      () => notificationId,
    )
  }

  /** When nothing is left to do. */
  atTheEnd(): void {
    const { book } = this.#world
    const off = new Set(
      [...book.addresses].filter(([, { offSince }]) => offSince !== null).map(([url]) => url),
    )
    for (const change of [...this.#changes.values()].flat()) {
      const row = [...book.notifications.values()].find(
        ({ record, sequence }) => record.orderId === change.orderId && sequence === change.place,
      )
      const wantsNoMore = row?.record.status === 'switched_off' && off.has(row.record.address)
      this.#world.check(
        'every change of an order is told',
        change.taken || wantsNoMore,
        () => `${change.name} of ${change.orderId} is ${row?.record.status ?? 'nowhere'}`,
      )
    }
  }
}

function truthOf(book: Book, orderId: string): string {
  const order = book.orders.get(orderId)?.record
  if (!order) return 'no such order'
  const paid = order.paidChargeId === null ? undefined : book.charges.get(order.paidChargeId)
  const open = book.hasLiveCharge(order) ? 'processing' : 'unpaid'
  const refunds = [...book.refunds.values()].flatMap(({ record }) => {
    const { refundId, status } = record
    const ended = status === 'succeeded' || status === 'failed'
    return record.orderId === orderId ? [`${refundId} ${ended ? status : 'processing'}`] : []
  })
  const incidents = [...book.incidents.values()].filter((one) => one.orderId === orderId)
  return JSON.stringify([
    order.state === 'open' ? open : order.state,
    paid?.record.refunded ?? 0,
    refunds.sort(),
    incidents.map(({ kind, chargeId }) => `${kind} ${String(chargeId)}`).sort(),
  ])
}

function asTold({ status, amountRefunded, refunds, incidents }: MerchantOrder): string {
  return JSON.stringify([
    status,
    amountRefunded,
    refunds.map((one) => `${one.refundId} ${one.status}`).sort(),
    incidents.map(({ kind, chargeId }) => `${kind} ${String(chargeId)}`).sort(),
  ])
}
