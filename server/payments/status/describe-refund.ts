import type { MerchantFailure } from '../../contract/failures'
import type { Refund, RefundStatus } from '../../contract/refunds'
import type { GatewayFailure } from '../core/gateway-reports'
import type { RefundRecord } from '../core/records'

const iso = (time: number) => new Date(time).toISOString()

/** Refunds under way are `processing` in the API, sent or not. */
export function refundStatusOf({ status }: RefundRecord): RefundStatus {
  return status === 'succeeded' || status === 'failed' ? status : 'processing'
}

/** As the merchant reads it. */
export function describeFailure({ reason, code, message }: GatewayFailure): MerchantFailure {
  return { code: reason, gatewayCode: code, message }
}

export function describeRefund(refund: RefundRecord): Refund {
  const { refundId, chargeId, amount, reason, automatic, succeededAt, failure } = refund
  return {
    refundId,
    chargeId,
    amount,
    status: refundStatusOf(refund),
    reason,
    automatic,
    createdAt: iso(refund.createdAt),
    succeededAt: succeededAt === null ? null : iso(succeededAt),
    failure: failure && describeFailure(failure),
  }
}
