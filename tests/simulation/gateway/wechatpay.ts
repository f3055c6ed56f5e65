import type {
  CloseOutcome,
  CreateCharge,
  CreateOutcome,
  CreateRefund,
  QueryOutcome,
  RefundOutcome,
} from '../../../server/payments/core/gateway-calls'
import { mix } from '../world/chance'
import { Stream } from '../world/faults'
import type { World } from '../world/world'
import { sumOf, type Charge, type Refund } from './charge'
import type { OrderOnlooker, Paymax } from './paymax'
import { mchId, numberOf, orderReport, refundReport } from './wechatpay-report'

const failureOf = (code: string) => ({ reason: 'unknown' as const, code, message: '' })
const rejected = (code: string) => ({ outcome: 'rejected', failure: failureOf(code) }) as const
const exists = (code: string) => ({ outcome: 'exists', failure: failureOf(code) }) as const
const denied = { outcome: 'denied', failure: failureOf('ORDER_NOT_EXIST') } as const

/**
 * The simulated WeChat Pay: what each of its calls does, at the instant at which the request arrives. Its
 * charges stand in the same book as Paymax's, so that whoever looks for a charge finds it wherever it was made.
 */
export class WechatPay {
  readonly #world: World
  readonly #charges: Map<string, Charge>
  readonly #byNumber: Map<string, Charge>
  /** Numbers that were closed before anything was made under them. */
  readonly #burnt = new Set<string>()
  readonly #onlooker: () => OrderOnlooker | null
  #refundsMade = 0

  constructor(world: World, paymax: Paymax, onlooker: () => OrderOnlooker | null) {
    this.#world = world
    this.#charges = paymax.charges
    this.#byNumber = paymax.byNumber
    this.#onlooker = onlooker
  }

  create(
    asked: CreateCharge,
    request: string,
    place: { readonly id: number; readonly n: number },
  ): CreateOutcome {
    const { now } = this.#world
    const { chargeNumber } = asked
    if (this.#burnt.has(chargeNumber)) return exists('INVALID_REQUEST')
    const before = this.#byNumber.get(chargeNumber)
    if (before) {
      if (before.request !== request) return exists('INVALID_REQUEST')
      if (before.takenAt !== null) return exists('ORDERPAID')
      if (before.closedAt !== null) return exists('ORDER_CLOSED')
      return this.#created(before)
    }
    const stream = new Stream(mix(place.id, place.n))
    const charge: Charge = {
      gateway: 'wechatpay',
      request,
      gatewayId: chargeNumber,
      asked,
      createdAt: now,
      livemode: true,
      stream,
      closedAt: null,
      failure: null,
      pending: false,
      takenAt: null,
      visibleAt: Infinity,
      against: false,
      denial: null,
      toldPaid: false,
      refunds: [],
    }
    this.#charges.set(chargeNumber, charge)
    this.#byNumber.set(chargeNumber, charge)
    this.#world.names.set(chargeNumber, stream.id)
    this.#onlooker()?.made(charge)
    return this.#created(charge)
  }

  #created(charge: Charge): CreateOutcome {
    const { chargeNumber, amount } = charge.asked
    return {
      outcome: 'created',
      charge: { ...orderReport(charge, this.#world.now), amount, app: mchId },
      jsApiParams: { ...credentialOf, package: `prepay_id=${chargeNumber}` },
    }
  }

  #known(chargeNumber: string): Charge | null {
    const charge = this.#byNumber.get(chargeNumber)
    return charge?.gateway === 'wechatpay' ? charge : null
  }

  query(chargeNumber: string): QueryOutcome {
    const charge = this.#known(chargeNumber)
    if (!charge) return denied
    const report = orderReport(charge, this.#world.now)
    charge.toldPaid ||= report.status === 'succeeded'
    return { outcome: 'answered', charge: report }
  }

  /** 204 for nearly anything. @param openid whose request leads to it; null: nobody's in particular */
  close(chargeNumber: string, openid: string | null): CloseOutcome {
    const { now, nature, faults } = this.#world
    const charge = this.#known(chargeNumber)
    if (!charge) {
      this.#burnt.add(chargeNumber)
      return { outcome: 'closed' }
    }
    if (charge.takenAt !== null) return { outcome: 'final' }
    if (charge.closedAt !== null) return { outcome: 'closed' }
    if (charge.pending) return { outcome: 'not_closed', failure: failureOf('TRADE_ERROR') }
    const n = charge.stream.n++
    const idle = faults.draw(mix(charge.stream.id, 9), n, [
      ['close closes nothing', nature.idleCloses],
    ])
    if (idle && !this.#world.calm) return { outcome: 'closed' }
    this.#onlooker()?.closed(charge, openid)
    charge.closedAt = now
    return { outcome: 'closed' }
  }

  refund({ gatewayId, refundId, sentAt, amount, total }: CreateRefund): RefundOutcome {
    const charge = this.#known(gatewayId)
    if (!charge || charge.takenAt === null) return rejected('RESOURCE_NOT_EXISTS')
    const same = charge.refunds.find((one) => one.refundId === refundId)
    if (same) {
      return same.amount === amount ? this.#answered(charge, same) : rejected('INVALID_REQUEST')
    }
    if (total !== charge.asked.amount) return rejected('PARAM_ERROR')
    return this.makeRefund(charge, amount, { refundId, sentAt })
  }

  /** @param name none for one that somebody makes in the console */
  makeRefund(
    charge: Charge,
    amount: number,
    name: Pick<Refund, 'refundId' | 'sentAt'> = { refundId: null, sentAt: null },
  ): RefundOutcome {
    const { now, nature, faults } = this.#world
    if (sumOf(charge, ['processing', 'succeeded']) + amount > charge.asked.amount) {
      return rejected('INVALID_REQUEST')
    }
    const n = charge.stream.n++
    const { fails } = nature.refunds
    const fault = faults.draw(charge.stream.id, n, [
      ['refund refused', fails / 3],
      ['refund failed later', fails / 3],
    ])
    if (fault === 'refund refused') return rejected('NOT_ENOUGH')
    this.#refundsMade += 1
    const refund: Refund = {
      gatewayId: `50${this.#refundsMade}`,
      ...name,
      amount,
      madeAt: now,
      denial: null,
      status: 'processing',
      endedAt: null,
    }
    charge.refunds.push(refund)
    this.#onlooker()?.refundAsked(charge, refund)
    const to = fault === null ? 'succeeded' : 'failed'
    this.#world.in(faults.unit(charge.stream.id, n) * nature.refunds.latest, () => {
      refund.status = to
      refund.endedAt = this.#world.now
      this.#world.tell(() => `WeChat Pay: refund ${refund.gatewayId} ${to}`)
      this.#onlooker()?.refundEnded(charge, refund)
    })
    return this.#answered(charge, refund)
  }

  queryRefund(chargeNumber: string, refundNumber: string): RefundOutcome {
    const charge = this.#known(chargeNumber)
    const refund = charge?.refunds.find((one) => numberOf(one) === refundNumber)
    return charge && refund ? this.#answered(charge, refund) : denied
  }

  #answered(charge: Charge, refund: Refund): RefundOutcome {
    return { outcome: 'answered', refund: refundReport(charge, refund) }
  }
}

const credentialOf = {
  appId: 'wx_app',
  timeStamp: '1800000000',
  nonceStr: 'nonce',
  signType: 'RSA',
  paySign: 'sign',
} as const
