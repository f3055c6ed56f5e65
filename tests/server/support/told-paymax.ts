/** The payment rules over a real repository, with a clock set by hand and a Paymax that says what it is told to. */
import { randomBytes } from 'node:crypto'
import type { PaymentDeps } from '../../../server/payments/core/deps'
import type { Gateway } from '../../../server/payments/core/gateway'
import type { GatewayCharge, GatewayRefund } from '../../../server/payments/core/gateway-reports'
import type { Repository } from '../../../server/payments/core/repository'
import { unconfiguredGateway } from '../../../server/gateways/unconfigured-gateway'
import { paymaxCapabilities } from '../../../server/gateways/paymax/capabilities'
import { wechatpayCapabilities } from '../../../server/gateways/wechatpay/capabilities'
import { noMetrics } from '../../../server/payments/core/payment-metrics'
import { createQueryFreshness } from '../../../server/payments/reports/query-freshness'
import { chargeRow, t0 } from './rows'

const account = 'app'

const terms = {
  gateway: 'paymax' as const,
  appId: 'wx_app',
  chargeTtl: 1_800_000,
  chargeReuse: 180_000,
  chargeGrace: 300_000,
}

/** A charge as Paymax vouches for it while nothing has happened to it. */
export const payable: GatewayCharge = {
  gatewayId: `ch_${chargeRow.chargeId}`,
  chargeNumber: chargeRow.chargeId,
  app: account,
  amount: chargeRow.amount,
  currency: 'CNY',
  livemode: true,
  status: 'processing',
  paidAt: null,
  transactionNo: null,
  failure: null,
  amountRefunded: 0,
  refunds: [],
  refundsReadable: true,
}

export const paid: GatewayCharge = {
  ...payable,
  status: 'succeeded',
  paidAt: t0 + 1_000,
  transactionNo: '42',
}

/** A refund as Paymax tells it; without a name of ours where `refundId` is null. */
export const refundTold = (
  gatewayId: string,
  refundId: string | null,
  amount: number,
  status: GatewayRefund['status'] = 'succeeded',
): GatewayRefund => ({
  gatewayId,
  chargeGatewayId: payable.gatewayId,
  refundId,
  sentAt: null,
  amount,
  status,
  succeededAt: status === 'succeeded' ? t0 + 1_000 : null,
  failure: null,
})

const failure = { reason: 'unknown', code: 'x', message: '' } as const

export const noAnswer = { outcome: 'lost', failure } as const

export const refusal = { outcome: 'rejected', failure } as const

const unexpected = () => Promise.reject(new Error('nobody was to call this'))

/**
 * @param said what a query is answered, at the time of the query
 * @param calls what the other calls of the gateway do; none is expected but those given
 */
export function rulesOver(
  repository: Repository,
  said: { charge: GatewayCharge },
  calls: Partial<Gateway> = {},
) {
  let now = t0 + 2_000
  const errors: object[] = []
  const deps: PaymentDeps = {
    repository,
    gateways: {
      wechatpay: unconfiguredGateway(wechatpayCapabilities),
      paymax: {
        capabilities: paymaxCapabilities,
        account,
        createRequest: () => null,
        bridgeParameters: (kept) => Promise.resolve(kept),
        createCharge: unexpected,
        closeCharge: unexpected,
        createRefund: unexpected,
        queryRefund: unexpected,
        webhookHeaders: [],
        webhookAnswer: { status: 200, body: '' },
        readWebhook: unexpected,
        queryCharge: () => Promise.resolve({ outcome: 'answered', charge: said.charge }),
        ...calls,
      },
    },
    random: (bytes) => randomBytes(bytes),
    log: { info() {}, warn() {}, error: (fields) => void errors.push(fields) },
    outages: { warn: () => undefined },
    metrics: noMetrics,
    freshness: createQueryFreshness(),
    changed: () => {},
    clock: { now: () => now, sleep: () => Promise.resolve(), every: () => () => {} },
    terms,
  }
  return {
    deps,
    /** What was logged as an error. */
    errors,
    now: () => now,
    advance: (ms: number) => {
      now += ms
    },
  }
}
