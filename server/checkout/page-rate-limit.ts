import type { FastifyRequest } from 'fastify'
import type { Caller, RateLimits } from '../http/limits/rate-limit'
import { wantedBy } from '../login/target'

/**
 * Whose budget the work is taken off that the request for a page begins or looks up: of the sign-in that
 * was begun here for this browser, or of who opens an order. A page's request is a call like any other.
 * @returns null where there is nothing to do: the page goes out as it is
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
