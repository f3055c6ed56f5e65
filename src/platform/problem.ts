import { failureOf, readCode, type Failure, type JustPaid } from '@/payment/failure'
import type { Problem } from '@/payment/wire'

/** A problem document as received: each field may be anything. */
type Read = Readonly<Partial<Record<keyof Problem, unknown>>>

/** Converts a problem document (RFC 9457) into a failure; without one, the backend counts as unreachable. */
export function readProblem(status: number, body: unknown, retryAfter: unknown): Failure {
  // Anything but an object becomes one without fields.
  const read = Object(body) as Read
  if (!('code' in read)) return withoutProblem(status)
  return {
    code: 'heldUntil' in read ? 'held' : readCode(read.code),
    authorizeUrl: textOf(read.authorizeUrl),
    retryAfter: seconds(retryAfter),
    heldUntil: textOf(read.heldUntil),
    justPaid: readJustPaid(read),
    publicUrl: textOf(read.publicUrl),
  }
}

// A proxy's own page, or a backend that is starting: what it did is unknown.
function withoutProblem(status: number): Failure {
  return failureOf(status === 429 ? 'rate_limited' : 'backend_down')
}

function readJustPaid({ orderId, amount, paidAt }: Read): JustPaid | null {
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
