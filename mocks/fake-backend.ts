import type { CheckoutOptions } from '../server/contract/checkout'
import type { Order } from '../server/contract/orders'
import type { Charge } from '../server/contract/charges'
import type { Payment, PaymentStatus } from '../server/contract/payment'
import type { Session } from '../server/contract/session'
import { chargeId, orderId, type Scenario } from './scenarios'

/** A tiny backend with one order, which answers a scenario's calls. */
export interface World {
  readonly scenario: Scenario
  readonly now: () => string
  signedIn: boolean
  /** The sheet was confirmed or left; money moves as the scenario says. */
  decide(pays: boolean): void
  /** The merchant refunds the whole amount. */
  refund(): void
  order(): Order
  options(): CheckoutOptions
  session(): Session
  createCharge(): Charge
  payment(): Payment
}

const minute = 60_000

/** @param clock Unix ms */
export function createWorld(scenario: Scenario, clock: () => number): World {
  const began = clock()
  const at = (ms: number) => new Date(ms).toISOString()
  const now = () => at(clock())
  let status: PaymentStatus = scenario.order?.status ?? 'unpaid'
  let paidAt = scenario.order?.paidAt ?? null
  let charged = status !== 'unpaid'
  let asks = 0
  let decided = false

  function pay(): void {
    status = 'paid'
    paidAt = now()
  }

  /** The payer's own money in each status query, by the number of queries so far. */
  function own(): Payment['mine'] {
    const { mine = [] } = scenario
    return mine[Math.min(asks, mine.length) - 1] ?? null
  }

  function amountRefunded(): number {
    const amount = scenario.order?.amount ?? 3800
    if (status === 'refunded') return amount
    const mine = own()
    const pays = status === 'paid' && mine?.chargeId === (scenario.paidBy ?? chargeId)
    if (pays && mine.refund?.status === 'succeeded') return mine.refund.amount
    return scenario.order?.amountRefunded ?? 0
  }

  const world: World = {
    scenario,
    now,
    signedIn: scenario.signedIn ?? true,
    decide(pays) {
      decided = true
      const { money = 'as_decided' } = scenario
      if (money === 'always' || (money === 'as_decided' && pays)) pay()
    },
    refund() {
      status = 'refunded'
    },
    order: () => ({
      orderId,
      orderNo: 'P-20261102-0042',
      amount: 3800,
      currency: 'CNY',
      subject: '手冲咖啡 耶加雪菲',
      body: '大杯，热',
      merchantName: '山上咖啡',
      expiresAt: at(began + (scenario.endsIn ?? 1800) * 1000),
      returnUrl: null,
      autoPay: false,
      picture: scenario.picture ?? null,
      ...scenario.order,
      amountRefunded: amountRefunded(),
      status: status === 'failed' ? 'unpaid' : status,
      paidAt,
      now: now(),
    }),
    options: () => ({
      merchantName: '山上咖啡',
      openAmount: scenario.options ?? null,
      items: [...(scenario.items ?? [])],
      unfinished: scenario.unfinished
        ? { orderId, amount: scenario.unfinished, createdAt: at(began - 10 * minute) }
        : null,
    }),
    session: () => ({ to: `checkout?order=${orderId}`, checkout: { order: world.order() } }),
    createCharge() {
      charged = true
      status = 'processing'
      return { chargeId, expiresAt: at(clock() + 30 * minute), jsApiParams }
    },
    payment() {
      asks += 1
      if (decided && typeof scenario.money === 'number' && asks >= scenario.money) pay()
      const after = decided && status === 'processing' ? scenario.afterwards : undefined
      return {
        orderId,
        status: after?.status ?? status,
        chargeId: status === 'paid' ? (scenario.paidBy ?? chargeId) : charged ? chargeId : null,
        paidAt,
        amountRefunded: amountRefunded(),
        checkedAt: charged ? now() : null,
        receivedAt: now(),
        failure: after?.failure ?? null,
        mine: own(),
        now: now(),
      }
    },
  }
  return world
}

const jsApiParams = {
  appId: 'wx8888888888888888',
  timeStamp: '1793593205',
  nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
  package: 'prepay_id=wx0212200500000000000000000000000000',
  signType: 'MD5',
  paySign: 'C380BEC2BFD727A4B6845133519F3AD6',
}
