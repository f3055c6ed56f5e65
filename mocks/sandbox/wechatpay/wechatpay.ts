import type { Clock } from '../clock'
import type { Faults } from '../faults'
import { listen } from '../http'
import type { Messages } from '../messages'
import type { Account, Desk } from './account'
import { closeByHand, expireNow, refundByHand } from './console-actions'
import type { DeliveryTarget } from '../deliver'
import { paidEvent, refundEvent } from './events'
import { createGateway } from './gateway'
import type { Notice } from './webhook'
import { createNotices } from './webhooks'
import { createOperations } from './operations'
import { canPay, findOrder, markPaid, settleAge } from './order'
import type { Order, PayOutcome } from './order'
import { finishRefund, refundsOf } from './refund'
import type { Refund } from './refund'
import { bridgeText, verify } from './signature'

export interface WeChatPay {
  /** Without a `/` at its end. */
  baseUrl: string
  account: Account
  orders: () => Order[]
  refundsOf: (order: Order) => Refund[]
  orderByPrepay: (prepayId: string) => Order | undefined
  /** Whether `paySign` is the merchant's signature over the four lines. */
  checksOut: (params: Readonly<Record<string, string>>) => boolean
  /** Moves money, whoever pays and whenever; by `out_trade_no`. */
  pay: (outTradeNo: string) => Order
  /** What would happen if this person paid now. */
  canPay: (prepayId: string, openid: string) => PayOutcome
  payByPrepay: (prepayId: string, openid: string) => PayOutcome
  /** An action in WeChat Pay's console. In fen. */
  refundByHand: (outTradeNo: string, amount: number) => Refund
  closeByHand: (outTradeNo: string) => void
  expire: (outTradeNo: string) => void
  /** Ends every refund in progress now. */
  finishRefunds: () => void
  notices: () => readonly Notice[]
  /** Sends the payment's webhook once, now; null where it was not paid: there is no other webhook. */
  sendNotice: (outTradeNo: string) => Promise<Notice | null>
  flushNotices: () => Promise<void>
  /** Null: each order's own `notify_url`. */
  noticeTarget: DeliveryTarget | null
  onChange: (listener: () => void) => () => void
  close: () => Promise<void>
}

export interface WeChatPayOptions {
  account: Account
  clock: Clock
  faults: Faults
  messages: Messages
  host: string
  port: number
  /** 1 for the real schedule, 60 for sixty times as fast, 0 for only on request. */
  speed: number
  /** Milliseconds a refund takes at speed 1. */
  refundDelay: number
}

const minute = 60_000

export async function startWeChatPay(options: WeChatPayOptions): Promise<WeChatPay> {
  const { account, clock, faults, messages, speed } = options
  const desk: Desk = {
    ...{ account, clock, faults },
    orders: new Map(),
    burnt: new Set(),
    refunds: new Map(),
    refundDelay: speed === 0 ? null : options.refundDelay / speed,
    refundGap: minute / Math.max(1, speed),
  }
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const notices = createNotices(desk, messages, speed, changed)

  function paid(order: Order): void {
    markPaid(desk, order)
    notices.enqueue(paidEvent(account, order))
    changed()
  }

  function finish(refund: Refund): void {
    if (refund.status !== 'PROCESSING') return
    finishRefund(desk, refund)
    notices.enqueue(refundEvent(account, refund))
    changed()
  }

  function underWay(refund: Refund): Refund {
    changed()
    if (desk.refundDelay !== null) clock.after(desk.refundDelay, () => finish(refund))
    return refund
  }

  function byPrepay(prepayId: string): Order | undefined {
    return [...desk.orders.values()].find(({ prepayIds }) => prepayIds.has(prepayId))
  }

  function outcomeOf(prepayId: string, openid: string): PayOutcome {
    const order = byPrepay(prepayId)
    return order ? canPay(desk, order, prepayId, openid) : 'unknown_prepay'
  }

  const operations = createOperations(desk, { changed, refunding: underWay })
  const handle = createGateway(desk, operations, messages)
  const listener = await listen(
    (request, response) => void handle(request, response).catch(() => response.destroy()),
    options.port,
    options.host,
  )

  return {
    baseUrl: `http://${options.host}:${listener.port}`,
    account,
    orders() {
      for (const order of desk.orders.values()) settleAge(desk, order)
      return [...desk.orders.values()]
    },
    refundsOf: (order) => refundsOf(desk, order),
    orderByPrepay: byPrepay,
    checksOut: (params) =>
      verify(bridgeText(params), params['paySign'] ?? '', account.merchant.publicKey),
    pay(outTradeNo) {
      const order = findOrder(desk, outTradeNo)
      if (order.paidAt === null) paid(order)
      return order
    },
    canPay: outcomeOf,
    payByPrepay(prepayId, openid) {
      const outcome = outcomeOf(prepayId, openid)
      const order = byPrepay(prepayId)
      if (order && outcome === 'ok') paid(order)
      return outcome
    },
    refundByHand: (outTradeNo, amount) => underWay(refundByHand(desk, outTradeNo, amount)),
    closeByHand(outTradeNo) {
      closeByHand(desk, outTradeNo)
      changed()
    },
    expire(outTradeNo) {
      expireNow(desk, outTradeNo)
      changed()
    },
    finishRefunds() {
      for (const refund of desk.refunds.values()) finish(refund)
    },
    notices: notices.list,
    async sendNotice(outTradeNo) {
      const order = findOrder(desk, outTradeNo)
      return order.paidAt === null ? null : notices.sendOnce(paidEvent(account, order))
    },
    flushNotices: notices.flush,
    get noticeTarget() {
      return notices.target
    },
    set noticeTarget(target) {
      notices.target = target
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      notices.stop()
      await listener.close()
    },
  }
}
