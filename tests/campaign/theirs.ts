/** What the gateways hold, in one form: the campaign judges money, whoever moved it. */
import type { Charge } from '../../mocks/sandbox/paymax/charge'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import type { WeChatPay } from '../../mocks/sandbox/wechatpay/wechatpay'
import type { GatewayName } from '../../server/payments/core/records'

export interface TheirCharge {
  readonly gateway: GatewayName
  /** The gateway's own; at WeChat Pay it is our number. */
  readonly id: string
  /** Our number. */
  readonly orderNo: string
  /** fen */
  readonly amount: number
  /** `FAILED`: nobody can pay it any more. */
  readonly status: 'PROCESSING' | 'SUCCEED' | 'FAILED'
  /** Unix ms */
  readonly createdAt: number
  readonly expiresAt: number
  /** Every one that was given for it. */
  readonly prepayIds: readonly string[]
  readonly refunds: readonly TheirRefund[]
}

export interface TheirRefund {
  readonly id: string
  /** Our id of it, as far as the gateway was told one. */
  readonly refundId: string | null
  /** fen */
  readonly amount: number
  readonly status: 'PROCESSING' | 'SUCCEED' | 'FAILED'
}

/** Every charge of either gateway. */
export function theirCharges({ paymax, wechatpay }: Sandbox): TheirCharge[] {
  return [...paymax.charges().map(fromPaymax), ...fromWechatPay(wechatpay)]
}

function fromPaymax(charge: Charge): TheirCharge {
  const { id, orderNo, amount, status, createdAt, expiresAt, prepayId, refunds } = charge
  return {
    gateway: 'paymax',
    ...{ id, orderNo, amount, status, createdAt, expiresAt },
    prepayIds: [prepayId],
    refunds: refunds.map((refund) => {
      const { refundId } = refund.metadata
      const { id: own, amount: back, status: now } = refund
      return {
        id: own,
        refundId: typeof refundId === 'string' ? refundId : null,
        amount: back,
        status: now,
      }
    }),
  }
}

const refundStates = {
  PROCESSING: 'PROCESSING',
  SUCCESS: 'SUCCEED',
  CLOSED: 'FAILED',
  ABNORMAL: 'FAILED',
} as const

function fromWechatPay(wechatpay: WeChatPay): TheirCharge[] {
  return wechatpay.orders().map((order) => ({
    gateway: 'wechatpay',
    id: order.outTradeNo,
    orderNo: order.outTradeNo,
    amount: order.total,
    // Where it was paid and sent back it stays a payment.
    status:
      order.state === 'NOTPAY' ? 'PROCESSING' : order.state === 'CLOSED' ? 'FAILED' : 'SUCCEED',
    createdAt: order.createdAt,
    expiresAt: order.expiresAt,
    prepayIds: [...order.prepayIds.keys()],
    refunds: wechatpay.refundsOf(order).map(({ outRefundNo, refundId, amount, status }) => ({
      id: refundId,
      refundId: outRefundNo,
      amount,
      status: refundStates[status],
    })),
  }))
}

/** Somebody pays in a sheet, whichever gateway's it is. */
export function payInSheet(sandbox: Sandbox, prepayId: string, openid: string): string {
  const gateway = sandbox.wechatpay.orderByPrepay(prepayId) ? sandbox.wechatpay : sandbox.paymax
  return gateway.payByPrepay(prepayId, openid)
}

/** Money moves, whatever had become of the charge. */
export function payWhatever({ paymax, wechatpay }: Sandbox, charge: TheirCharge): void {
  if (charge.gateway === 'paymax') paymax.pay(charge.id)
  else wechatpay.pay(charge.id)
}

/** One webhook of either, as it was tried. */
export interface TheirWebhook {
  readonly about: string
  readonly kind: string
  readonly body: string
  readonly tries: readonly { readonly at: number; readonly heard: string }[]
}

export function theirWebhooks({ paymax, wechatpay }: Sandbox): TheirWebhook[] {
  return [
    ...paymax.webhooks().map(({ type, chargeId, body, tries }) => ({
      about: chargeId,
      kind: type,
      body,
      tries: tries.map(({ at, answer, note }) => ({
        at,
        heard: answer ? `${answer.status} ${answer.body}` : note,
      })),
    })),
    ...wechatpay.notices().map(({ type, order, plain, tries }) => ({
      about: order.outTradeNo,
      kind: type,
      body: JSON.stringify(plain),
      tries: tries.map(({ at, status }) => ({ at, heard: String(status ?? 'no answer') })),
    })),
  ]
}
