import type { ErrorCode, Problem } from './wire.js'

/**
 * What the client itself found wrong. `unanswered`: no answer came. `timed_out`: none came in time.
 * `unreadable_answer`: what answered was not the checkout. After each of these nobody knows whether the call
 * was carried out; every call may be made again.
 */
export type ClientErrorCode = 'unanswered' | 'timed_out' | 'unreadable_answer'

/** A newer backend may answer with a code that this version does not know. */
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

/** Every failure of a call. Branch on `code`, which is stable; words may change. */
export class CheckoutError extends Error {
  readonly code: CheckoutErrorCode
  /** Of HTTP; null where there was no answer. */
  readonly status: number | null
  /** Names the request in the backend's log; null where there was no answer. */
  readonly requestId: string | null
  /** Which parts of the request were wrong; mostly with `invalid_request`. */
  readonly fields: readonly FieldError[]
  /** Seconds until trying again makes sense, where the backend said so. */
  readonly retryAfter: number | null
  /** All that the backend answered (RFC 9457). */
  readonly problem: Problem | null
  /** Of a refund: given again, it makes sure that there is one refund and no more. */
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
