/** What a day's export is made of, and where it comes from. Amounts in fen, times in Unix ms. */
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

/** Money that came in, be it the order's or money that it does not take. */
export interface PaymentEntry extends Entry {
  readonly kind: 'payment'
  /** Whether it is what paid its order; what is not goes back by itself. */
  readonly paidOrder: boolean
}

/** Money that went back. */
export interface RefundEntry extends Entry {
  readonly kind: 'refund'
  readonly refundId: string
  readonly refundGatewayId: string | null
  readonly reason: string | null
  /** Made without anyone asking. */
  readonly automatic: boolean
}

export type DayEntry = PaymentEntry | RefundEntry

export interface DayEntrySource {
  /** Of this day by time, then by charge, from after `after` on. */
  payments(
    day: BeijingDay,
    after: PaymentEntry | null,
    limit: number,
  ): Promise<readonly PaymentEntry[]>
  /** Of this day by time, then by refund, from after `after` on. */
  refunds(
    day: BeijingDay,
    after: RefundEntry | null,
    limit: number,
  ): Promise<readonly RefundEntry[]>
  /** Whether rows of this day or of later ones stand in a file of the archive, and not in the store. */
  isArchived(day: BeijingDay): Promise<boolean>
}

/** Small enough for whoever pays not to notice. */
const batch = 500

/** The day's payments, then its refunds, so many at a time. */
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
