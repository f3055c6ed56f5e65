/** The entries of a day's export and where they come from. Amounts in fen, times in Unix ms. */
import type { BeijingDay } from '../payments/core/beijing-day'
import type { GatewayName } from '../payments/core/records'

interface Entry {
  /** When the gateway says that the money moved. */
  readonly at: number
  readonly orderNo: string
  readonly subject: string
  readonly amount: number
  readonly gateway: GatewayName
  readonly chargeId: string
  readonly gatewayId: string | null
  readonly transactionNo: string | null
}

/** Money received, whether it paid its order or the order does not take it. */
export interface PaymentEntry extends Entry {
  readonly kind: 'payment'
  /** Whether it paid its order; other money is refunded automatically. */
  readonly paidOrder: boolean
}

/** Money refunded. */
export interface RefundEntry extends Entry {
  readonly kind: 'refund'
  readonly refundId: string
  readonly refundGatewayId: string | null
  readonly reason: string | null
  /** An automatic refund: nobody asked for it. */
  readonly automatic: boolean
}

export type DayEntry = PaymentEntry | RefundEntry

export interface DayEntrySource {
  /** Payments of this day, ordered by time and charge, starting after `after`. */
  payments(
    day: BeijingDay,
    after: PaymentEntry | null,
    limit: number,
  ): Promise<readonly PaymentEntry[]>
  /** Refunds of this day, ordered by time and refund, starting after `after`. */
  refunds(
    day: BeijingDay,
    after: RefundEntry | null,
    limit: number,
  ): Promise<readonly RefundEntry[]>
  /** Whether rows of this day or later have been moved to an archive file. */
  isArchived(day: BeijingDay): Promise<boolean>
}

/** Page size: small enough not to delay payments. */
const batch = 500

/** The day's payments, then its refunds, page by page. */
export async function* entriesOf(
  source: DayEntrySource,
  day: BeijingDay,
): AsyncGenerator<readonly DayEntry[]> {
  yield* pages((after: PaymentEntry | null) => source.payments(day, after, batch))
  yield* pages((after: RefundEntry | null) => source.refunds(day, after, batch))
}

async function* pages<E>(
  read: (after: E | null) => Promise<readonly E[]>,
): AsyncGenerator<readonly E[]> {
  let page = await read(null)
  while (page.length > 0) {
    yield page
    page = page.length < batch ? [] : await read(page.at(-1) ?? null)
  }
}
