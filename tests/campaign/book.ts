import type { Charge } from '../../server/contract/charges'
import type { MerchantOrder } from '../../server/contract/merchant-orders'
import type { Order } from '../../server/contract/orders'
import type { PaymentStatus } from '../../server/contract/payment'
import type { Refund } from '../../server/contract/refunds'
import type { Heard } from './client'

/** A credential that somebody outside holds. */
export interface Handed {
  readonly orderId: string
  readonly chargeId: string
  readonly prepayId: string
  /** Unix ms */
  readonly at: number
}

export interface AskedRefund {
  readonly orderNo: string
  readonly key: string
  readonly wish: { readonly amount?: number; readonly reason: string }
  readonly answer: Refund
}

interface Told {
  /** `paid` also where it was refunded since. */
  paidAt: number | null
  closedByMerchantAt: number | null
}

export interface KeptOrder {
  readonly orderId: string
  readonly orderNo: string
  readonly amount: number
  readonly subject: string
}

/** The book of the outside: what it was told, with its content, and what money it moved. */
export interface Book {
  readonly counts: { requests: number; lostAnswers: number; acknowledged: number; webhooks: number }
  /** How often each failure was answered, by status and code. */
  readonly refusals: Map<string, number>
  readonly orders: Map<string, KeptOrder>
  readonly handed: Handed[]
  readonly refunds: AskedRefund[]
  /** Orders, by id, which somebody paid in a sheet; once for each time. */
  readonly payments: { readonly orderId: string; readonly chargeId: string; readonly at: number }[]
  /** Orders, by id, that the merchant asked to be closed, whatever was answered. */
  readonly closingAsked: Set<string>
  /** Gateway ids of charges whose success was acknowledged to Paymax. */
  readonly acknowledgedSuccesses: Set<string>
  /** When the channel declined a charge, by gateway id; Unix ms. */
  readonly declined: Map<string, number>
  /** Charges that the channel called paid after they had ended, by gateway id. */
  readonly lateSuccesses: Set<string>
  /** What was found wrong on the way. */
  readonly complaints: string[]

  placed: (heard: Heard<Order | MerchantOrder>) => void
  charged: (orderId: string, heard: Heard<Charge>) => Handed
  refundAnswered: (refund: AskedRefund) => void
  statusTold: (orderId: string, status: PaymentStatus, heard: Heard<unknown>) => void
  closedByMerchant: (orderId: string, heard: Heard<unknown>) => void
  isPaid: (orderId: string) => boolean
  isClosed: (orderId: string) => boolean
  toldOf: (orderId: string) => Readonly<Told>
  note: (orderId: string, line: string) => void
  historyOf: (orderId: string) => readonly string[]
  broken: (what: string) => void
}

export function createBook(): Book {
  const told = new Map<string, Told>()
  const histories = new Map<string, string[]>()
  const counts = { requests: 0, lostAnswers: 0, acknowledged: 0, webhooks: 0 }

  function toldOf(orderId: string): Told {
    const known = told.get(orderId) ?? { paidAt: null, closedByMerchantAt: null }
    told.set(orderId, known)
    return known
  }

  function note(orderId: string, line: string): void {
    const history = histories.get(orderId) ?? []
    histories.set(orderId, history)
    history.push(`${new Date().toISOString()} ${line}`)
  }

  const book: Book = {
    counts,
    refusals: new Map(),
    orders: new Map(),
    handed: [],
    refunds: [],
    payments: [],
    closingAsked: new Set(),
    acknowledgedSuccesses: new Set(),
    declined: new Map(),
    lateSuccesses: new Set(),
    complaints: [],
    placed({ status, body: { orderId, orderNo, amount, subject } }) {
      counts.acknowledged += 1
      book.orders.set(orderId, { orderId, orderNo, amount, subject })
      note(orderId, `order ${orderNo} acknowledged with ${status}`)
    },
    charged(orderId, { status, body, at }) {
      counts.acknowledged += 1
      const prepayId = body.jsApiParams.package.replace(/^prepay_id=/, '')
      const handed = { orderId, chargeId: body.chargeId, prepayId, at }
      book.handed.push(handed)
      note(orderId, `credential of ${body.chargeId} handed out with ${status}`)
      return handed
    },
    refundAnswered(refund) {
      counts.acknowledged += 1
      const earlier = book.refunds.find((other) => other.key === refund.key)
      const [was, is] = [earlier?.answer ?? refund.answer, refund.answer].map((answer) =>
        JSON.stringify(answer),
      )
      if (was !== is) book.broken(`key ${refund.key}: first ${was ?? ''}, then ${is ?? ''}`)
      if (!earlier) book.refunds.push(refund)
    },
    statusTold(orderId, status, { sentAt, at }) {
      counts.acknowledged += 1
      const known = toldOf(orderId)
      const paid = status === 'paid' || status === 'refunded'
      // Only what was asked after an answer was there can have been taken back.
      if (!paid && known.paidAt !== null && sentAt > known.paidAt) {
        book.broken(`order ${orderId} was told paid, then ${status}`)
      }
      if (paid && known.paidAt === null) known.paidAt = at
      note(orderId, `status told: ${status}`)
    },
    closedByMerchant(orderId, { at }) {
      counts.acknowledged += 1
      toldOf(orderId).closedByMerchantAt ??= at
      note(orderId, 'closing acknowledged')
    },
    isPaid: (orderId) => (told.get(orderId)?.paidAt ?? null) !== null,
    isClosed: (orderId) => (told.get(orderId)?.closedByMerchantAt ?? null) !== null,
    toldOf,
    note,
    historyOf: (orderId) => histories.get(orderId) ?? [],
    broken: (what) => void book.complaints.push(what),
  }
  return book
}
