import type { GatewayCharge, GatewayRefund } from '../../../server/payments/core/gateway-reports'
import type { Nature } from '../world/nature'
import { sumOf, type Charge, type Refund } from './charge'

const ended = { reason: 'unknown' as const, code: 'CHANNEL_CHARGE_FAILED', message: '' }

/** The merchant's at the simulated Paymax. */
export const appKey = 'app_simulated'

/** Paymax tells every charge's amount, and has no word for one that was closed. */
export type PaymaxReport = GatewayCharge & {
  readonly amount: number
  readonly status: GatewayRefund['status']
}

/** What the gateway tells of a charge: its word, which may lag behind what happened. */
export function reportOf(charge: Charge, nature: Nature, now: number): PaymaxReport {
  const status = statusOf(charge, nature, now)
  const { asked, gatewayId, livemode } = charge
  return {
    gatewayId,
    chargeNumber: asked.chargeNumber,
    app: appKey,
    amount: asked.amount,
    currency: 'CNY',
    livemode,
    status,
    paidAt: status === 'succeeded' ? charge.takenAt : null,
    transactionNo: status === 'succeeded' ? `42${gatewayId}` : null,
    amountRefunded: told(charge, nature, now),
    refunds: listed(charge, nature, now),
    refundsReadable: true,
    failure: status === 'failed' ? (charge.failure ?? ended) : null,
  }
}

function statusOf(charge: Charge, nature: Nature, now: number): PaymaxReport['status'] {
  if (charge.takenAt !== null && now >= charge.visibleAt) return 'succeeded'
  if (charge.failure !== null) return 'failed'
  if (charge.closedAt !== null) return nature.endReads
  if (charge.takenAt !== null || charge.pending) return 'processing'
  return now >= charge.asked.expiresAt ? nature.endReads : 'processing'
}

function told(charge: Charge, { refunds }: Nature, now: number): number {
  const shown = charge.refunds.filter((refund) => isShown(refund, refunds, now))
  const counted: readonly Refund['status'][] = refunds.totalAtOnce
    ? ['processing', 'succeeded']
    : ['succeeded']
  return sumOf({ ...charge, refunds: shown }, counted)
}

const none: readonly GatewayRefund[] = []

function isShown({ madeAt, denial }: Refund, { listLag }: Nature['refunds'], now: number) {
  return madeAt + listLag <= now && denial?.until !== Infinity
}

function listed(charge: Charge, nature: Nature, now: number): readonly GatewayRefund[] {
  if (!nature.refunds.listed || charge.refunds.length === 0) return none
  return charge.refunds
    .filter((refund) => isShown(refund, nature.refunds, now))
    .map((refund) => refundReport(charge, refund))
}

export function refundReport(charge: Charge, refund: Refund): GatewayRefund {
  const { gatewayId, refundId, sentAt, amount, status, endedAt } = refund
  return {
    gatewayId,
    chargeGatewayId: charge.gatewayId,
    refundId,
    sentAt,
    amount,
    status,
    succeededAt: status === 'succeeded' ? endedAt : null,
    failure:
      status === 'failed'
        ? { reason: 'unknown' as const, code: 'CHANNEL_REFUND_FAILED', message: '' }
        : null,
  }
}
