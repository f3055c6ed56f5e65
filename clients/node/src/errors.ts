import type { ErrorCode, Problem } from './wire.js'

/**
 * Errors found by the client itself. `unanswered`: no answer came. `timed_out`: none came in time.
 * `unreadable_answer`: something other than the checkout answered. After each of these it is unknown whether
 * the call was carried out; every call may be repeated.
 */
export type ClientErrorCode = 'unanswered' | 'timed_out' | 'unreadable_answer'

/** A newer backend may return a code that this version does not know. */
export type CheckoutErrorCode = ErrorCode | ClientErrorCode | (string & {})

export interface FieldError {
  readonly field: string
  readonly message: string
}

interface Details {
  readonly status?: number
  readonly requestId?: string | null
  readonly retryAfter?: number | null
  readonly problem?: Problem
  readonly idempotencyKey?: string
  readonly cause?: unknown
}

/** Every error of a call. Branch on `code`, which is stable; texts may change. */
export class CheckoutError extends Error {
  readonly code: CheckoutErrorCode
  /** HTTP status; null where there was no answer. */
  readonly status: number | null
  /** Identifies the request in the backend's log; null where there was no answer. */
  readonly requestId: string | null
  /** Which fields of the request were wrong; mostly with `invalid_request`. */
  readonly fields: readonly FieldError[]
  /** Seconds until trying again makes sense, where the backend said so. */
  readonly retryAfter: number | null
  /** The problem document (RFC 9457). */
  readonly problem: Problem | null
  /** The key of a refund: passing it again guarantees that there is only one refund. */
  readonly idempotencyKey: string | null

  constructor(code: CheckoutErrorCode, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.name = 'CheckoutError'
    this.code = code
    this.status = details.status ?? null
    this.requestId = details.requestId ?? null
    this.fields = details.problem?.errors ?? []
    this.retryAfter = details.retryAfter ?? null
    this.problem = details.problem ?? null
    this.idempotencyKey = details.idempotencyKey ?? null
  }
}
