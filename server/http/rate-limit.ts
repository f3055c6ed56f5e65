import { createHash } from 'node:crypto'
import type { RateLimitPluginOptions } from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config'
import { CheckoutError } from '../errors'
import { bearerAmong } from './bearer'

const perMinute = { payer: 240, browser: 240, key: 1_200, address: 6_000 }

/** How much is left is nobody’s business; `Retry-After` says what a refused caller needs. */
const unsaid = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
}

/**
 * Limits go by payer and key before they go by address: thousands of payers share one address behind
 * a carrier.
 */
export function limitRate(
  config: Pick<Config, 'merchantApiKeys' | 'basePath'>,
): RateLimitPluginOptions {
  return {
    timeWindow: 60_000,
    // Files cost next to nothing, and a page that half loads helps nobody. The route tells, not the
    // address: one call can be written in many ways (`/pay/%61pi/…`, `http://host/pay/api/…`).
    allowList: ({ routeOptions: { url } }) =>
      url !== undefined && !url.startsWith(`${config.basePath}api/`),
    addHeaders: unsaid,
    addHeadersOnExceeding: unsaid,
    max: (_request, key) => perMinute[key.split(':', 1)[0] as keyof typeof perMinute],
    keyGenerator: (request) => whoAsks(request, config.merchantApiKeys),
    errorResponseBuilder: (_request, { ttl }) =>
      new CheckoutError('rate_limited', 'Too many requests. Try again a little later.', {
        retryAfter: Math.max(1, Math.ceil(ttl / 1000)),
      }),
  }
}

function whoAsks(request: FastifyRequest, merchantKeys: readonly string[]): string {
  const bearer = bearerAmong(request, merchantKeys)
  if (bearer !== null) return `key:${createHash('sha256').update(bearer).digest('base64url')}`
  const payer = request.session.get('openid')
  if (payer !== undefined) return `payer:${payer}`
  const browser = request.session.get('browser')
  return browser === undefined ? `address:${request.ip}` : `browser:${browser}`
}
