import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/config'

/**
 * API answers, and all other JSON, are current for a moment only and often personal: WeChat and proxies must
 * not cache them. One hook, so that no route can forget it.
 */
export function forbidCaching(app: FastifyInstance, { basePath }: Pick<Config, 'basePath'>): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isApi = request.routeOptions.url?.startsWith(`${basePath}api/`) ?? false
    const isJson = String(reply.getHeader('content-type') ?? '').includes('json')
    if (isApi || isJson) void reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}
