import { mix } from '../world/chance'
import type { World } from '../world/world'
import type { Charge, Refund } from './charge'
import { isDeniedForGood } from './denying'
import type { Event, Events } from './events'
import { numberOf, orderReport } from './wechatpay-report'
import { reportOf, type PaymaxReport } from './report'

const minute = 60_000

/** Brings an event to one of the processes; tells whether it was acknowledged. */
export type Post = (event: Event, id: number, acknowledged: (yes: boolean) => void) => void

/** What Paymax tells unasked: at times twice, late, in another order, incomplete, or not at all. */
export class Webhooks {
  readonly #world: World
  readonly #events: Events
  readonly #post: Post

  constructor(world: World, events: Events, post: Post) {
    this.#world = world
    this.#events = events
    this.#post = post
  }

  paid(charge: Charge): void {
    const { nature, now } = this.#world
    if (charge.gateway === 'wechatpay') return this.#send(charge, () => this.#ofOrder(charge))
    const report = reportOf({ ...charge, visibleAt: now }, nature, now)
    this.#send(charge, (bare) => this.#events.aboutCharge(report, { bare }))
    // No query will ever tell of it.
    if (isDeniedForGood(charge)) this.#world.in(2 * minute, () => this.surely(charge))
  }

  /** Whatever happens, this one arrives: nobody but it can tell of a charge whose id is not known. */
  surely(charge: Charge): void {
    if (charge.gateway === 'wechatpay') {
      return this.deliver(this.#ofOrder(charge), mix(charge.stream.id, 77))
    }
    const report = reportOf(charge, this.#world.nature, this.#world.now)
    this.deliver(this.#events.aboutCharge(report, {}), mix(charge.stream.id, 77))
  }

  made(charge: Charge, refund: Refund): void {
    const { gatewayId, refundId } = refund
    const event =
      charge.gateway === 'wechatpay'
        ? this.#ofRefund(charge, refund)
        : this.#events.aboutRefund(charge.gatewayId, { gatewayId, refundId })
    this.deliver(event, mix(charge.stream.id, 78))
  }

  /** Says that it failed or is under way, while it can still be paid. */
  hasty(charge: Charge, status: 'failed' | 'processing'): void {
    // WeChat Pay tells of successes alone.
    if (charge.gateway === 'wechatpay') return
    const { nature, now } = this.#world
    const failure =
      status === 'failed'
        ? { reason: 'unknown' as const, code: 'AMOUNT_NOT_ENOUGH', message: '' }
        : null
    const report: PaymaxReport = { ...reportOf(charge, nature, now), status, failure }
    this.#send(charge, (bare) => this.#events.aboutCharge(report, { bare }))
  }

  refundEnded(charge: Charge, refund: Refund): void {
    if (charge.gateway === 'wechatpay') {
      return this.#send(charge, () => this.#ofRefund(charge, refund))
    }
    const { gatewayId, refundId } = refund
    this.#send(charge, (bare) =>
      this.#events.aboutRefund(bare && refundId ? null : charge.gatewayId, { gatewayId, refundId }),
    )
  }

  #ofOrder(charge: Charge): Event {
    const report = orderReport(charge, null)
    const { gatewayId, chargeNumber } = report
    return this.#events.ofWechatPay({
      kind: 'charge',
      chargeGatewayId: gatewayId,
      chargeNumber,
      refund: null,
      charge: report,
    })
  }

  #ofRefund(charge: Charge, refund: Refund): Event {
    const number = numberOf(refund)
    return this.#events.ofWechatPay({
      kind: 'refund',
      chargeGatewayId: charge.gatewayId,
      chargeNumber: null,
      refund: { gatewayId: number, refundId: number },
      charge: null,
    })
  }

  #send(charge: Charge, make: (bare: boolean) => Event): void {
    const { nature, faults, calm } = this.#world
    if (calm) return
    const { id } = charge.stream
    const n = charge.stream.n++
    const { lost, twice, bare, latest } = nature.webhooks
    if (faults.draw(id, n, [['webhook lost', lost]])) return
    const event = make(faults.draw(mix(id, 1), n, [['webhook bare', bare]]) !== null)
    const sends = faults.draw(mix(id, 2), n, [['webhook twice', twice]]) ? 2 : 1
    for (let send = 0; send < sends; send += 1) {
      const place = mix(id, 1_000 * n + send)
      const chance = faults.unit(place, 1)
      this.#world.in(chance * chance * latest, () => this.deliver(event, place))
    }
  }

  /** Sent again after 2, 4, 8 … seconds until it is acknowledged; no answer is none, as from a process that died. */
  deliver(event: Event, place: number, sent = 0): void {
    let answered = false
    const heard = (yes: boolean) => {
      if (answered) return
      answered = true
      if (yes || sent >= 16) return
      this.#world.in(2_000 * 2 ** sent, () => this.deliver(event, place, sent + 1))
    }
    this.#post(event, mix(place, sent), heard)
    this.#world.in(60_000, () => heard(false))
  }
}
