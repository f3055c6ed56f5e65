import type { FailureReason } from '../../contract/failures'
import type { GatewayFailure } from '../../payments/core/gateway-reports'

interface FailureColumns {
  readonly failure_reason: FailureReason | null
  readonly failure_code: string | null
  readonly failure_message: string | null
}

export function failureOf(row: FailureColumns): GatewayFailure | null {
  if (row.failure_code === null) return null
  const { failure_reason: reason, failure_code: code, failure_message: message } = row
  return { reason: reason ?? 'unknown', code, message: message ?? '' }
}

export function failureColumns(failure: GatewayFailure | null): FailureColumns {
  return {
    failure_reason: failure?.reason ?? null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
  }
}
