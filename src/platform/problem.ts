import { failureOf, readCode, type Failure, type JustPaid } from '@/payment/failure'

/** Reads a problem document (RFC 9457) into a failure; without one, the backend is simply not there. */
export function readProblem(status: number, body: unknown, retryAfter: unknown): Failure {
  if (typeof body !== 'object' || body === null || !('code' in body)) return withoutProblem(status)
  return {
    code: readCode(body.code),
    authorizeUrl: 'authorizeUrl' in body ? textOf(body.authorizeUrl) : null,
    retryAfter: seconds(retryAfter),
    justPaid: readJustPaid(body),
    publicUrl: 'publicUrl' in body ? textOf(body.publicUrl) : null,
  }
}

// A proxy's own page, or a backend that is starting: nothing is known of what it did.
function withoutProblem(status: number): Failure {
  return failureOf(status === 429 ? 'rate_limited' : 'backend_down')
}

function readJustPaid(body: object): JustPaid | null {
  const { orderId, amount, paidAt } = body as Readonly<Record<string, unknown>>
  if (typeof orderId !== 'string' || typeof amount !== 'number') return null
  return typeof paidAt === 'string' ? { orderId, amount, paidAt } : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function seconds(value: unknown): number | null {
  const parsed = typeof value === 'string' ? Number.parseInt(value, 10) : Number.NaN
  return Number.isFinite(parsed) && parsed >= 0 ? parsed : null
}
