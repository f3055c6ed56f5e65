import type { AutomaticRefund } from '../core/charge-repository'
import { newRefundId } from '../core/ids'
import { unsentRefund, type ChargeRecord, type RefundRecord } from '../core/records'

type Random = (bytes: number) => Buffer

/**
 * What is stored with money that its order does not take, in the same commit as the money: an incident for
 * the merchant, and a refund of the full amount. `second`: the order is paid already. `late`: the merchant
 * had closed it.
 */
export function automaticRefunds(
  charge: ChargeRecord,
  now: number,
  random: Random,
): { readonly second: AutomaticRefund; readonly late: AutomaticRefund } {
  const refund = automaticRefund(charge, { now, dueAt: now, attempt: 1 }, random)
  const { orderId, chargeId } = charge
  const incident = { orderId, chargeId, at: now }
  return {
    second: {
      incident: {
        ...incident,
        key: `double_success:${chargeId}`,
        kind: 'double_success',
        detail: 'The order was already paid by another charge: this payment is refunded.',
      },
      refund: { ...refund, reason: 'double_success' },
    },
    late: {
      incident: {
        ...incident,
        key: `late_payment:${chargeId}`,
        kind: 'late_payment',
        detail: 'Paid after the merchant had closed the order: this payment is refunded.',
      },
      refund: { ...refund, reason: 'late_payment' },
    },
  }
}

function automaticRefund(
  charge: ChargeRecord,
  { now, dueAt, attempt }: { now: number; dueAt: number; attempt: number },
  random: Random,
): RefundRecord {
  return {
    ...unsentRefund,
    refundId: newRefundId(random),
    chargeId: charge.chargeId,
    orderId: charge.orderId,
    amount: charge.amount,
    status: 'wanted',
    automatic: true,
    attempt,
    createdAt: now,
    nextTryAt: dueAt,
  }
}

const minute = 60_000
/** In ms. A merchant's balance at the gateway may be empty for days: attempts get rarer, for a week. */
const pauses = [1, 5, 30, 120, 360, 720, 1_440, 1_440, 1_440, 1_440, 1_440].map((n) => n * minute)

/** The refund that follows a failed automatic one; null after the last attempt. */
export function nextAttempt(
  failed: RefundRecord,
  charge: ChargeRecord,
  now: number,
  random: Random,
): RefundRecord | null {
  const pause = pauses[failed.attempt - 1]
  if (!failed.automatic || pause === undefined) return null
  const attempt = failed.attempt + 1
  const next = automaticRefund(charge, { now, dueAt: now + pause, attempt }, random)
  return { ...next, reason: failed.reason }
}
