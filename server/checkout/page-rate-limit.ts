import type { FastifyRequest } from 'fastify'
import type { Caller, RateLimits } from '../http/limits/rate-limit'
import { wantedBy } from '../login/page-target'

/**
 * Which rate limit the work of a page request counts against: the sign-in that was started for this browser,
 * or the payer who opens an order.
 * @returns null where there is nothing to prefetch: the page is sent as it is
 */
export function callerOfPage(
  { limits }: { readonly limits: RateLimits },
  request: FastifyRequest,
  page: string,
  query: string,
): Caller | null {
  if (page === 'oauth') return limits.landingOf(request, new URLSearchParams(query).get('state'))
  if (page !== 'checkout' || wantedBy(page + query).orderId === null) return null
  return limits.personOf(request)
}
