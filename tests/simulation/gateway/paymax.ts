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
import { denialOfCharge, denialOfRefund, isIn } from './denying'
import { refundReport, reportOf } from './report'
import type { Wire } from './wire'

/** Told of what happens to money. */
export interface MoneyOnlooker {
  closed(charge: Charge, openid: string | null): void
  taken(charge: Charge): void
  refundAsked(charge: Charge, refund: Refund): void
  refundEnded(charge: Charge, refund: Refund): void
}

const shortestLife = 180_000

const rejected = (code: string) =>
  ({ outcome: 'rejected', failure: { reason: 'unknown' as const, code, message: '' } }) as const

const denied = {
  outcome: 'denied',
  failure: { reason: 'unknown' as const, code: 'ORDER_NO_NOT_EXIST', message: '' },
} as const

/** Signed, and nothing that the reader understands: as `server/gateways/paymax/outcomes.ts` has it. */
const senseless = {
  outcome: 'untrusted',
  failure: { reason: 'unknown' as const, code: 'senseless_answer', message: '' },
} as const

/** Told of what happens at WeChat Pay. */
export interface OrderOnlooker extends MoneyOnlooker {
  made(charge: Charge): void
}

/** The simulated Paymax: what each of its calls does, at the instant at which the request arrives. */
export class Paymax {
  readonly charges = new Map<string, Charge>()
  readonly byNumber = new Map<string, Charge>()
  readonly #world: World
  readonly #wire: Wire
  onlooker: MoneyOnlooker | null = null
  #refundsMade = 0

  constructor(world: World, wire: Wire) {
    this.#world = world
    this.#wire = wire
  }

  create(asked: CreateCharge, place: { readonly id: number; readonly n: number }): CreateOutcome {
    const { now, nature } = this.#world
    if (this.byNumber.has(asked.chargeNumber)) return rejected('ORDER_NO_DUPLICATE')
    if (asked.expiresAt - now < shortestLife) return rejected('ILLEGAL_ARGUMENT')
    const gatewayId = `ch_${this.charges.size + 1}`
    const stream = new Stream(mix(place.id, place.n))
    const charge: Charge = {
      gateway: 'paymax',
      request: null,
      gatewayId,
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
      denial: denialOfCharge(this.#world, stream),
      toldPaid: false,
      refunds: [],
    }
    this.charges.set(gatewayId, charge)
    this.#world.names.set(gatewayId, charge.stream.id)
    this.#world.names.set(asked.chargeNumber, charge.stream.id)
    this.byNumber.set(asked.chargeNumber, charge)
    const credential = { ...credentialOf, package: `prepay_id=${gatewayId}` }
    const told = this.#wire.charge(reportOf(charge, nature, now))
    return told ? { outcome: 'created', charge: told, jsApiParams: credential } : senseless
  }

  /** @returns null where it is, or is said to be, none */
  #known(gatewayId: string): Charge | null {
    const charge = this.charges.get(gatewayId)
    if (charge?.gateway !== 'paymax') return null
    if (!isIn(charge.denial, this.#world.now)) return charge
    // Whatever is paid for it now, or was, is against this word.
    charge.against = true
    return null
  }

  query(gatewayId: string): QueryOutcome {
    const charge = this.#known(gatewayId)
    if (!charge) return denied
    const report = this.#wire.charge(reportOf(charge, this.#world.nature, this.#world.now))
    if (!report) return senseless
    charge.toldPaid ||= report.status === 'succeeded'
    return { outcome: 'answered', charge: report }
  }

  /** @param openid whose request leads to it; null: nobody's in particular */
  close(gatewayId: string, openid: string | null): CloseOutcome {
    const { now, nature, faults } = this.#world
    const charge = this.#known(gatewayId)
    if (!charge) return denied
    if (charge.takenAt !== null || charge.failure !== null) return { outcome: 'final' }
    const over = charge.closedAt !== null || (now >= charge.asked.expiresAt && !charge.pending)
    if (over && nature.endReads === 'failed') return { outcome: 'final' }
    const young = now - charge.createdAt < nature.closeRefusedFor
    // Mid-PIN the channel nearly always refuses.
    const busy = charge.pending && faults.unit(charge.stream.id, 7) > 0.3
    if (charge.closedAt === null && (young || busy)) {
      const failure = {
        reason: 'unknown' as const,
        code: 'CHANNEL_CHARGE_CLOSE_FAILED',
        message: '',
      }
      return { outcome: 'not_closed', failure }
    }
    if (charge.closedAt === null) this.onlooker?.closed(charge, openid)
    charge.closedAt ??= now
    return { outcome: 'closed' }
  }

  refund({ gatewayId, refundId, sentAt, amount }: CreateRefund): RefundOutcome {
    const charge = this.#known(gatewayId)
    if (!charge) return denied
    return this.makeRefund(charge, amount, { refundId, sentAt })
  }

  /** @param name none for one that somebody makes in the console */
  makeRefund(
    charge: Charge,
    amount: number,
    name: Pick<Refund, 'refundId' | 'sentAt'> = { refundId: null, sentAt: null },
  ): RefundOutcome {
    const { now, nature, faults } = this.#world
    if (charge.takenAt === null || now < charge.visibleAt) return rejected('CHANNEL_REFUND_FAILED')
    if (charge.refunds.some(({ status }) => status === 'processing')) {
      return { outcome: 'in_progress' }
    }
    if (sumOf(charge, ['succeeded']) + amount > charge.asked.amount) {
      return rejected('ILLEGAL_ARGUMENT')
    }
    const { fails } = nature.refunds
    const n = charge.stream.n++
    const fault = faults.draw(charge.stream.id, n, [
      ['refund refused', fails / 3],
      ['refund failed at once', fails / 3],
      ['refund failed later', fails / 3],
    ])
    if (fault === 'refund refused') return rejected('CHANNEL_REFUND_FAILED')
    this.#refundsMade += 1
    // One made by hand is seen by whoever made it.
    const denial = name.refundId === null ? null : denialOfRefund(this.#world, charge.stream, n)
    const never = denial?.until === Infinity
    const refund: Refund = {
      gatewayId: `re_${this.#refundsMade}`,
      ...name,
      amount,
      madeAt: now,
      denial,
      status: never ? 'failed' : 'processing',
      endedAt: null,
    }
    charge.refunds.push(refund)
    this.onlooker?.refundAsked(charge, refund)
    if (never) return this.#answered(charge, { ...refund, status: 'processing' })
    if (fault === 'refund failed at once') this.#end(charge, refund, 'failed')
    else {
      const to = fault === null ? 'succeeded' : 'failed'
      const latency = faults.unit(charge.stream.id, n) * nature.refunds.latest
      if (latency < 300) this.#end(charge, refund, to)
      else this.#world.in(latency, () => this.#end(charge, refund, to))
    }
    return this.#answered(charge, refund)
  }

  #answered(charge: Charge, refund: Refund): RefundOutcome {
    const told = this.#wire.refund(refundReport(charge, refund))
    return told ? { outcome: 'answered', refund: told } : senseless
  }

  #end(charge: Charge, refund: Refund, to: 'succeeded' | 'failed'): void {
    refund.status = to
    refund.endedAt = this.#world.now
    this.#world.tell(() => `Paymax: refund ${refund.gatewayId} of ${charge.gatewayId} ${to}`)
    this.onlooker?.refundEnded(charge, refund)
  }

  queryRefund(chargeGatewayId: string, refundGatewayId: string): RefundOutcome {
    const charge = this.#known(chargeGatewayId)
    const refund = charge?.refunds.find(({ gatewayId }) => gatewayId === refundGatewayId)
    if (!charge || !refund || isIn(refund.denial, this.#world.now)) return denied
    return this.#answered(charge, refund)
  }

  /** WeChat takes the money. What the gateway had said before makes no difference to it. */
  take(charge: Charge): void {
    const { now, nature, faults } = this.#world
    if (charge.takenAt !== null) return
    charge.pending = false
    charge.takenAt = now
    charge.against ||= charge.closedAt !== null || charge.failure !== null
    charge.visibleAt = now + Math.round(faults.unit(charge.stream.id, 3) * nature.lag)
    this.onlooker?.taken(charge)
  }
}

const credentialOf = {
  appId: 'wx_simulated',
  timeStamp: '1800000000',
  nonceStr: 'nonce',
  signType: 'MD5',
  paySign: 'sign',
} as const
