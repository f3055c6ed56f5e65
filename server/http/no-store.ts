import type { FastifyInstance } from 'fastify'
import type { Config } from '../config/config'

/**
 * Every answer of the API, and every other one in JSON, is of this moment and often of one person: WeChat and
 * whatever stands between keep none of them. One hook, so that no route can forget it.
 */
export function forbidCaching(app: FastifyInstance, { basePath }: Pick<Config, 'basePath'>): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const isApi = request.routeOptions.url?.startsWith(`${basePath}api/`) ?? false
    const isJson = String(reply.getHeader('content-type') ?? '').includes('json')
    if (isApi || isJson) void reply.header('cache-control', 'no-store')
    done(null, payload)
  })
}
