/** Who may call the merchant's routes, and as whom. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Config } from '../../config/config'
import type { KeyScope } from '../../config/merchant-keys'
import { merchantKeyOf, requireMerchantKey } from './bearer'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a merchant's key has to be good for. Left out: reading for a GET, else a key that is not narrowed. */
    needs?: KeyScope
  }
}

/** As the OpenAPI document says it. */
export const merchantAlone = [{ merchantKey: [] }]

/** Only with the merchant's key. After the rate limit, which counts in `onRequest`: guessing keys is limited too. */
export function forMerchants(app: FastifyInstance, config: Pick<Config, 'merchantApiKeys'>): void {
  app.addHook('preParsing', async (request) => {
    requireMerchantKey(request, config.merchantApiKeys, needOf(request))
    return Promise.resolve()
  })
}

function needOf({ method, routeOptions }: FastifyRequest): KeyScope | 'all' {
  return routeOptions.config.needs ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'all')
}

/** Who asks, as it is kept and logged: the key's name. */
export function askedBy(request: FastifyRequest, config: Pick<Config, 'merchantApiKeys'>): string {
  return merchantKeyOf(request, config.merchantApiKeys).name
}
