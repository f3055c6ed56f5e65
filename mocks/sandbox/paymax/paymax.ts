import type { Clock } from '../clock'
import type { Faults } from '../faults'
import { listen } from '../http'
import type { Messages } from '../messages'
import type { Account, Desk } from './account'
import { closeByHand, expireNow, refundByHand } from './console-actions'
import type { Charge, Refund } from './charge'
import { canPay, expireIfDue, findCharge, markPaid } from './charges'
import type { PayOutcome } from './charges'
import type { DeliveryTarget } from '../deliver'
import { chargeEvent, refundEvent } from './events'
import type { EventChanges } from './events'
import { failureOf } from './failure'
import { createGateway, prefix } from './gateway'
import { createOperations } from './operations'
import { finishRefund } from './refunds'
import { createWebhooks } from './webhooks'
import type { WebhookDelivery } from './webhooks'

export interface Paymax {
  /** Ends with `/merchant-api`. */
  baseUrl: string
  app: string
  secretKey: string
  publicKey: string
  merchantPrivateKey: string
  charges: () => Charge[]
  chargeByNumber: (orderNo: string) => Charge | undefined
  chargeByPrepay: (prepayId: string) => Charge | undefined
  /** Moves money, whoever pays; by charge id or order number. */
  pay: (charge: string) => Charge
  /** What would happen if this person paid now. */
  canPay: (prepayId: string, openid: string) => PayOutcome
  payByPrepay: (prepayId: string, openid: string) => PayOutcome
  fail: (charge: string, code: string) => Charge
  /** A refund in Paymax's console, without the checkout. In fen. */
  refundByHand: (charge: string, amount: number) => Refund
  /** A close in Paymax's console. */
  closeByHand: (charge: string) => Charge
  /** Expires it now. */
  expire: (charge: string) => Charge
  /** Ends every refund in progress now. */
  finishRefunds: () => void
  webhooks: () => readonly WebhookDelivery[]
  /** Sends one event about a charge, once, now; `changes` alter it. */
  sendWebhook: (charge: string, changes?: EventChanges) => Promise<WebhookDelivery>
  /** Sends every waiting event, and resolves when all have been answered. */
  flushWebhooks: () => Promise<void>
  webhookTarget: DeliveryTarget | null
  onChange: (listener: () => void) => () => void
  close: () => Promise<void>
}

export interface PaymaxOptions {
  account: Account
  clock: Clock
  faults: Faults
  messages: Messages
  host: string
  port: number
  speed: number
  refundDelay: number
}

export async function startPaymax(options: PaymaxOptions): Promise<Paymax> {
  const { account, clock, faults, messages, speed } = options
  const charges = new Map<string, Charge>()
  const refundDelay = speed === 0 ? null : options.refundDelay / speed
  const desk: Desk = { account, clock, faults, charges, refundDelay }
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const webhooks = createWebhooks(desk, messages, speed, changed)

  function find(name: string): Charge {
    const byNumber = [...charges.values()].find((charge) => charge.orderNo === name)
    return findCharge(desk, byNumber?.id ?? name)
  }

  function byPrepay(prepayId: string): Charge | undefined {
    return [...charges.values()].find((charge) => charge.prepayId === prepayId)
  }

  function finish(charge: Charge): void {
    for (const refund of charge.refunds.filter(({ status }) => status === 'PROCESSING')) {
      finishRefund(desk, refund)
      webhooks.enqueue(refundEvent(desk, refund))
    }
    changed()
  }

  function announcePaid(charge: Charge): void {
    const paidAt = charge.paidAt ?? clock.now()
    webhooks.enqueue(chargeEvent(desk, charge))
    if (faults.get().webhook_out_of_order) {
      const data = { status: 'PROCESSING', time_paid: null, transaction_no: null }
      webhooks.enqueue(chargeEvent(desk, charge, { data, timeCreated: paidAt - 5000 }), 1000)
    }
    changed()
  }

  function underWay(refund: Refund): void {
    changed()
    if (desk.refundDelay === null) return
    clock.after(desk.refundDelay, () => finish(find(refund.chargeId)))
  }

  /** No webhook is sent: the checkout finds out by querying. */
  function ended(charge: Charge): Charge {
    expireIfDue(desk, charge)
    changed()
    return charge
  }

  const operations = createOperations(desk, {
    created(charge) {
      changed()
      if (!faults.get().webhook_forged) return
      // A stranger who knows the order number claims that it was paid.
      const data = { status: 'SUCCEED', time_paid: clock.now() }
      webhooks.enqueue(chargeEvent(desk, charge, { data, forged: true }), 1000)
    },
    refunding: underWay,
  })
  const handle = createGateway(desk, operations, messages)
  const listener = await listen(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
    options.port,
    options.host,
  )

  return {
    baseUrl: `http://${options.host}:${listener.port}${prefix}`,
    app: account.app,
    secretKey: account.secretKey,
    publicKey: account.paymax.publicKey,
    merchantPrivateKey: account.merchant.privateKey,
    charges() {
      for (const charge of charges.values()) expireIfDue(desk, charge)
      return [...charges.values()]
    },
    chargeByNumber: (orderNo) => [...charges.values()].find((charge) => charge.orderNo === orderNo),
    chargeByPrepay: byPrepay,
    pay(name) {
      const charge = find(name)
      if (charge.status === 'SUCCEED') return charge
      markPaid(desk, charge, null)
      announcePaid(charge)
      return charge
    },
    canPay(prepayId, openid) {
      const charge = byPrepay(prepayId)
      return charge ? canPay(desk, charge, openid) : 'unknown_prepay'
    },
    payByPrepay(prepayId, openid) {
      const charge = byPrepay(prepayId)
      if (!charge) return 'unknown_prepay'
      const outcome = canPay(desk, charge, openid)
      if (outcome !== 'ok') return outcome
      markPaid(desk, charge, openid)
      announcePaid(charge)
      return 'ok'
    },
    fail(name, code) {
      const charge = find(name)
      charge.status = 'FAILED'
      charge.failure = failureOf(code)
      webhooks.enqueue(chargeEvent(desk, charge))
      changed()
      return charge
    },
    refundByHand(name, amount) {
      const refund = refundByHand(desk, find(name), amount)
      underWay(refund)
      return refund
    },
    closeByHand(name) {
      const charge = find(name)
      closeByHand(desk, charge)
      return ended(charge)
    },
    expire(name) {
      const charge = find(name)
      expireNow(desk, charge)
      return ended(charge)
    },
    finishRefunds() {
      for (const charge of charges.values()) finish(charge)
    },
    webhooks: webhooks.list,
    sendWebhook: (name, changes) => webhooks.sendOnce(chargeEvent(desk, find(name), changes)),
    flushWebhooks: webhooks.flush,
    get webhookTarget() {
      return webhooks.target
    },
    set webhookTarget(target) {
      webhooks.target = target
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      webhooks.stop()
      await listener.close()
    },
  }
}
