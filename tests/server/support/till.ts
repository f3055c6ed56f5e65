import type { Sandbox } from '../../../mocks/sandbox/sandbox'
import type { FaultValues } from '../../../mocks/sandbox/faults'
import { paymaxCapabilities } from '../../../server/gateways/paymax/capabilities'
import { wechatpayCapabilities } from '../../../server/gateways/wechatpay/capabilities'
import type { GatewayCapabilities } from '../../../server/payments/core/gateway'
import type { GatewayName } from '../../../server/payments/core/records'
import { kinds, type Kind } from './databases'

const gateways = ['paymax', 'wechatpay'] as const satisfies GatewayName[]

/** Every gateway on every database: for what has to hold whoever moves the money. */
export const everywhere: readonly (readonly [GatewayName, Kind])[] = gateways.flatMap((gateway) =>
  kinds.map((kind) => [gateway, kind] as const),
)

/** A charge as its gateway has it, in words of neither. */
interface HeldCharge {
  /** Our number of it. */
  readonly chargeId: string
  readonly state: 'payable' | 'paid' | 'ended'
  /** fen */
  readonly amount: number
  readonly refunds: readonly HeldRefund[]
}

interface HeldRefund {
  /** Our id of it, as the gateway was told. */
  readonly refundId: unknown
  /** fen */
  readonly amount: number
  readonly state: 'under way' | 'done' | 'failed'
}

/** What can go wrong at either gateway. */
interface Trouble {
  /** Every call is answered by a 503, or the line is cut. */
  readonly down: (how: '503' | 'cut') => void
  /** What is made, closed or refunded is done, and the answer lost. */
  readonly unsaid: () => void
  /** A close is not carried out. */
  readonly closeRefused: () => void
  /** Queries still say that nothing was paid. */
  readonly lagging: () => void
  /** Refunds end without money. */
  readonly refundsFail: () => void
  /** No charge is made: for good, or for now. */
  readonly refuses: (how: 'for good' | 'for now') => void
  /** No answer verifies. */
  readonly untrusted: () => void
  /** Milliseconds before each answer. */
  readonly slow: (ms: number) => void
  readonly over: () => void
}

/** One of the sandbox's gateways, for tests that must not mind which. */
export interface Till {
  readonly capabilities: GatewayCapabilities
  /** What goes wrong with a refund that ends without money. */
  readonly failedRefund: string
  charges: () => HeldCharge[]
  /** Money moves. @param chargeId our number */
  pay: (chargeId: string) => unknown
  /** What waits to be told is told, and answered, before this resolves. */
  tell: () => Promise<void>
  /** The payment is told of once more. */
  tellAgain: (chargeId: string) => Promise<unknown>
  /** Ends every refund, and tells of it. */
  finishRefunds: () => Promise<void>
  /** Ends every refund, and tells of none. */
  finishRefundsUntold: () => void
  /** Somebody sends money back in the gateway's own console. @param amount fen */
  refundByHand: (chargeId: string, amount: number) => unknown
  readonly trouble: Trouble
}

export function tillOf(sandbox: Sandbox, gateway: GatewayName): Till {
  return gateway === 'paymax' ? paymaxTill(sandbox) : wechatpayTill(sandbox)
}

function paymaxTill({ paymax, faults }: Sandbox): Till {
  const refundStates = { PROCESSING: 'under way', SUCCEED: 'done', FAILED: 'failed' } as const
  const states = { PROCESSING: 'payable', SUCCEED: 'paid', FAILED: 'ended' } as const
  return {
    capabilities: paymaxCapabilities,
    failedRefund: 'CHANNEL_REFUND_FAILED',
    charges: () =>
      paymax.charges().map(({ orderNo, status, amount, refunds }) => ({
        chargeId: orderNo,
        state: states[status],
        amount,
        refunds: refunds.map((one) => ({
          refundId: one.metadata['refundId'],
          amount: one.amount,
          state: refundStates[one.status],
        })),
      })),
    pay: (chargeId) => paymax.pay(chargeId),
    tell: paymax.flushWebhooks,
    tellAgain: (chargeId) => paymax.sendWebhook(chargeId),
    finishRefundsUntold: () => paymax.finishRefunds(),
    refundByHand: (chargeId, amount) => paymax.refundByHand(chargeId, amount),
    async finishRefunds() {
      paymax.finishRefunds()
      await paymax.flushWebhooks()
    },
    trouble: {
      down: (how) => faults.set({ gateway_down: how }),
      unsaid: () => faults.set({ answer_lost: true, refund_answer_lost: true }),
      closeRefused: () => faults.set({ close_refused: true }),
      lagging: () => faults.set({ status_lag: 3_600 }),
      refundsFail: () => faults.set({ refund_fails: true }),
      refuses: (how) =>
        faults.set(
          how === 'for good'
            ? { gateway_refuses: 'CHANNEL_NOT_AVAILABLE' }
            : { charge_fails: 'CHANNEL_SYSTEM_FAILURE' },
        ),
      untrusted: () => faults.set({ gateway_untrusted: true }),
      slow: (ms) => faults.set({ gateway_slow: ms }),
      over: faults.reset,
    },
  }
}

function wechatpayTill({ wechatpay, faults }: Sandbox): Till {
  const refundStates = {
    PROCESSING: 'under way',
    SUCCESS: 'done',
    CLOSED: 'failed',
    ABNORMAL: 'failed',
  } as const
  const states = { NOTPAY: 'payable', SUCCESS: 'paid', REFUND: 'paid', CLOSED: 'ended' } as const
  const set = (values: Partial<FaultValues>) => faults.set(values)
  return {
    capabilities: wechatpayCapabilities,
    failedRefund: 'CLOSED',
    charges: () =>
      wechatpay.orders().map((order) => ({
        chargeId: order.outTradeNo,
        state: states[order.state],
        amount: order.total,
        refunds: wechatpay.refundsOf(order).map(({ outRefundNo, amount, status }) => ({
          refundId: outRefundNo,
          amount,
          state: refundStates[status],
        })),
      })),
    pay: (chargeId) => wechatpay.pay(chargeId),
    tell: wechatpay.flushNotices,
    tellAgain: (chargeId) => wechatpay.sendNotice(chargeId),
    finishRefundsUntold: () => wechatpay.finishRefunds(),
    refundByHand: (chargeId, amount) => wechatpay.refundByHand(chargeId, amount),
    async finishRefunds() {
      wechatpay.finishRefunds()
      await wechatpay.flushNotices()
    },
    trouble: {
      down: (how) => set({ wxpay_down: how }),
      unsaid: () => set({ wxpay_done_unsaid: 'cut' }),
      closeRefused: () => set({ wxpay_close_idle: true }),
      lagging: () => set({ wxpay_lag: 3_600 }),
      refundsFail: () => set({ wxpay_refund_ends: 'CLOSED' }),
      refuses: (how) =>
        set({ wxpay_refuses: how === 'for good' ? 'NO_AUTH' : 'FREQUENCY_LIMITED' }),
      untrusted: () => set({ wxpay_answers: 'tampered' }),
      slow: (ms) => set({ wxpay_slow: ms }),
      over: faults.reset,
    },
  }
}
