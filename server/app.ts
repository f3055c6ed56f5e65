import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { RouteDeps } from './routes/deps'
import { registerApiDocument } from './http/api-document'
import { registerCookies } from './http/cookies'
import { registerDrain } from './http/drain'
import { warnOfProxyTrust } from './http/proxy-trust'
import { forbidCaching } from './http/no-store'
import { onClientError, onError, onFrameworkError, onNotFound } from './http/problems'
import { networkOf } from './http/client-network'
import { newRequestId, registerRequestIds, requestIdOf } from './http/request-id'
import { headersWithoutHooks, registerSecurityHeaders } from './http/security-headers'
import { serializerFor } from './http/serialization'
import { asServerOptions } from './http/timeouts'
import { answerExpectAndHost } from './http/expect-and-host'
import { readJsonAsUtf8, refuseBrokenQueries } from './http/utf8'
import { compilerFor } from './http/validation'
import { chargeRoutes } from './routes/charges'
import { checkoutRoutes } from './routes/checkout'
import { eventRoutes } from './routes/page-events'
import { healthRoutes } from './routes/health'
import { merchantRoutes } from './routes/merchant/orders'
import { merchantExportRoutes } from './routes/merchant/export'
import { merchantListRoutes } from './routes/merchant/lists'
import { metricsRoutes } from './routes/metrics'
import { notificationRoutes } from './routes/notifications'
import { oauthRoutes } from './routes/oauth'
import { orderRoutes } from './routes/orders'
import { pageRoutes } from './routes/pages'
import { paymentRoutes } from './routes/payment'
import { receiptRoutes } from './routes/receipts'
import { pictureRoutes } from './routes/pictures'
import { sessionRoutes } from './routes/session'
import { themeRoutes } from './routes/theme'
import { webhookRoutes } from './routes/webhooks'

/** Body limit in bytes. Orders and charges are small; a larger body is refused. */
const bodyLimit = 64 * 1024

/** The backend as a Fastify instance: plugins, error handling, then the routes in payment order. */
export async function buildApp(deps: RouteDeps): Promise<FastifyInstance> {
  const { config } = deps
  const serverOptions = asServerOptions(deps.timeouts)
  const bare = headersWithoutHooks(config)
  const app = Fastify({
    loggerInstance: deps.log as FastifyBaseLogger,
    genReqId: requestIdOf(deps.payments.random),
    // Fastify's own request lines are off: they would log the addresses of orders. What matters is logged
    // where it happens.
    logController: new LogController({
      disableRequestLogging: true,
      requestIdLogLabel: 'requestId',
    }),
    trustProxy: config.trustProxy,
    bodyLimit,
    ...serverOptions,
    // Extra slashes are ignored when a route is looked up; a page then redirects to its canonical address.
    routerOptions: { maxParamLength: 200, ignoreDuplicateSlashes: true },
    frameworkErrors: (_error, request, reply) => onFrameworkError(request, reply, bare),
    clientErrorHandler(error, socket) {
      if (onClientError(error, socket, newRequestId(deps.payments.random), bare)) {
        deps.refusals.answered('invalid_request', 'none', networkOf(socket.remoteAddress ?? ''))
      }
    },
    http: { ...serverOptions.http, requireHostHeader: false },
    // A request that arrives while the server closes gets a problem document like every other error.
    return503OnClosing: false,
  })
  app.decorate('refusals', deps.refusals)
  app.addHook('onRoute', ({ url }) => deps.refusals.serves(url))
  app.setValidatorCompiler(compilerFor)
  app.setSerializerCompiler(serializerFor)
  app.setErrorHandler(onError)
  app.removeContentTypeParser('text/plain')
  readJsonAsUtf8(app)
  refuseBrokenQueries(app)
  registerRequestIds(app)
  registerDrain(app, () => deps.longPoll.releaseEveryone(), deps.isLeaving)
  answerExpectAndHost(app)
  warnOfProxyTrust(app, config, deps.payments.log)

  forbidCaching(app, config)
  await registerSecurityHeaders(app, deps)
  await registerCookies(app, config)
  deps.limits.register(app)
  await registerApiDocument(app, config)

  const api = `${config.basePath}api`
  app.setNotFoundHandler(onNotFound)
  for (const routes of [
    oauthRoutes,
    sessionRoutes,
    checkoutRoutes,
    orderRoutes,
    chargeRoutes,
    paymentRoutes,
    receiptRoutes,
    webhookRoutes,
    merchantRoutes,
    merchantListRoutes,
    notificationRoutes,
    merchantExportRoutes,
    metricsRoutes,
    healthRoutes,
    eventRoutes,
  ]) {
    await app.register(routes, { prefix: api, deps })
  }
  await app.register(pictureRoutes, { deps })
  await app.register(themeRoutes, { deps })
  await app.register(pageRoutes, { deps })
  return app
}
