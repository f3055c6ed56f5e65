import type { FastifyRequest } from 'fastify'

/** The route as registered; the address itself contains ids that must not be logged. */
export function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none'
}
