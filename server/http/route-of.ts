import type { FastifyRequest } from 'fastify'

/** The route that answers, as it was registered: in an address stands what is nobody's business. */
export function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? 'none'
}
