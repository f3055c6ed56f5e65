/** What the simulated Paymax says, as Paymax writes it, read by the product's own reader. */
import { readCharge, readRefund } from '../../../server/gateways/paymax/answers'
import type { GatewayCharge, GatewayRefund } from '../../../server/payments/core/gateway-reports'
import type { PaymaxReport } from './report'
import { mix } from '../world/chance'
import type { World } from '../world/world'

const statuses = { processing: 'PROCESSING', succeeded: 'SUCCEED', failed: 'FAILED' } as const

/** Ways to write a sum that means whole fen: what a list of doubles adds up to, and text of any length. */
type Spelling = 'a sum is a little off' | 'a sum is written as text' | 'a sum has many zeros'

/**
 * Between what happened at the gateway and what the rules are told of it. Sums are written as yuan, at times
 * as nobody would expect them; where the reader gives up, nothing was said that could be believed.
 */
export class Wire {
  readonly #world: World
  readonly #said = new Map<string, number>()
  readonly #asRead: (written: number | string) => unknown

  /** @param asRead what a planted mistake makes of a sum before it is read */
  constructor(world: World, asRead: (written: number | string) => unknown) {
    this.#world = world
    this.#asRead = asRead
  }

  /** @returns null where the reader makes nothing of it */
  charge(report: PaymaxReport): GatewayCharge | null {
    const { gatewayId, chargeNumber, app, amount, currency, livemode, amountRefunded } = report
    return readCharge({
      id: gatewayId,
      order_no: chargeNumber,
      amount: this.#yuan(gatewayId, amount),
      // Nothing is decided by it.
      amount_settle: this.#yuan(gatewayId, amount - 0.6),
      app,
      currency,
      livemode,
      status: statuses[report.status],
      time_paid: report.paidAt,
      transaction_no: report.transactionNo,
      amount_refunded: this.#yuan(gatewayId, amountRefunded),
      refunds: report.refunds.map((refund) => this.#refund(refund)),
      failure_code: report.failure?.code,
      failure_msg: report.failure?.message,
    })
  }

  /** @returns null where the reader makes nothing of it */
  refund(refund: GatewayRefund): GatewayRefund | null {
    return readRefund(this.#refund(refund))
  }

  #refund({ gatewayId, chargeGatewayId, refundId, sentAt, amount, ...rest }: GatewayRefund) {
    return {
      id: gatewayId,
      charge: chargeGatewayId,
      amount: this.#yuan(chargeGatewayId ?? gatewayId, amount),
      status: statuses[rest.status],
      metadata: refundId === null ? null : { refundId, sentAt: String(sentAt) },
      time_succeed: rest.succeededAt,
      failure_code: rest.failure?.code,
      failure_msg: rest.failure?.message,
    }
  }

  #yuan(about: string, fen: number): unknown {
    return this.#asRead(this.#written(about, fen))
  }

  /** @param about the charge by whose words it is numbered */
  #written(about: string, fen: number): number | string {
    const { names, nature, faults } = this.#world
    const n = this.#said.get(about) ?? 0
    this.#said.set(about, n + 1)
    const place = mix(names.get(about) ?? 0, 5)
    const spelling = faults.draw<Spelling>(place, n, [
      ['a sum is a little off', nature.oddSums / 2],
      ['a sum is written as text', nature.oddSums / 4],
      ['a sum has many zeros', nature.oddSums / 4],
    ])
    switch (spelling) {
      case null:
        return fen / 100
      case 'a sum is a little off':
        return offBy(fen, Math.floor(faults.unit(place, n) * 10) - 5)
      case 'a sum is written as text':
        return (fen / 100).toFixed(2)
      case 'a sum has many zeros':
        return (fen / 100).toFixed(2) + '0'.repeat(1 + Math.floor(faults.unit(place, n) * 12))
    }
  }
}

/** As tenths and cents of a yuan add up in doubles: 0.1 + 0.2 is 0.30000000000000004. */
function offBy(fen: number, steps: number): number {
  const yuan = fen / 100
  return yuan === 0 ? 0 : yuan + (steps || 1) * yuan * Number.EPSILON
}
