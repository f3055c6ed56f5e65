/** Who may call the merchant's routes. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../../config/config'
import type { KeyScope } from '../../config/merchant-keys'
import { merchantKeyOf, requireMerchantKey } from './bearer'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope that a key needs. Left out: any key for a GET, otherwise a key without a scope. */
    needs?: KeyScope
  }
}

/** For the OpenAPI document. */
export const merchantAlone = [{ merchantKey: [] }]

/**
 * Requires the merchant's key. Runs after the rate limit, which counts in `onRequest`: guessing keys is
 * limited too.
 */
export function forMerchants(app: FastifyInstance, config: Pick<Config, 'merchantApiKeys'>): void {
  app.addHook('preParsing', async (request) => {
    requireMerchantKey(request, config.merchantApiKeys, needOf(request))
    return Promise.resolve()
  })
}

function needOf({ method, routeOptions }: FastifyRequest): KeyScope | 'all' {
  return routeOptions.config.needs ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'all')
}

/** The name of the caller's key, for storing and logging. */
export function askedBy(request: FastifyRequest, config: Pick<Config, 'merchantApiKeys'>): string {
  return merchantKeyOf(request, config.merchantApiKeys).name
}
