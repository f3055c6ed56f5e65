import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { RouteDeps } from './deps'
import { onNotFound } from '../http/problems'
import { isPageLoad } from '../http/page/is-page-load'
import { listBuiltFiles } from '../http/page/built-files'
import { compressPage } from '../http/page/compressed-page'
import { readPage, withMerchantContact, withPublicUrl, withTheme } from '../http/page/read-page'
import { soonAfterListening } from '../runtime/soon-after-listening'
import { framedByWechat } from '../http/security-headers'
import { prefetchForPage } from '../checkout/prefetch-page'
import { callerOfPage } from '../checkout/page-rate-limit'
import { preloadedOrder } from '../checkout/preloaded-order'

const pages = new Set([
  '',
  'checkout',
  'oauth',
  'success',
  'failure',
  'pending',
  'wechat',
  'receipt',
])
/** Pages are not part of the API document. */
const hidden = { schema: { hide: true } }
const year = 365 * 24 * 3600

/** The built SPA: hashed files are cached for ever, the page itself never (WeChat keeps old ones). */
export const pageRoutes: FastifyPluginAsync<{ deps: RouteDeps }> = async (app, { deps }) => {
  const { basePath, publicUrl, themeDir, merchantContact } = deps.config
  const built = withMerchantContact(await readPage(deps.clientDir, 'index.html'), merchantContact)
  const own = themeDir === null ? built : withTheme(built)
  const checkout = compressPage(withPublicUrl(own, publicUrl))
  const receipt = compressPage(
    withPublicUrl(await readPage(deps.clientDir, 'receipt.html'), publicUrl),
  )

  soonAfterListening(app.server, deps.payments.clock, () => {
    checkout.pack()
    receipt.pack()
  })

  const files = await listBuiltFiles(deps.clientDir)
  await app.register(fastifyStatic, {
    root: deps.clientDir,
    // A route a file, as this would add them, takes a tenth of a start.
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders(response, path) {
      const hashed = /[\\/]assets[\\/]/.test(path)
      void response.header(
        'cache-control',
        hashed ? `public, max-age=${year}, immutable` : 'no-cache',
      )
      // One address has several encodings, and a cache must not give one client another's.
      void response.header('vary', 'Accept-Encoding')
    },
  })

  async function onAnyAddress(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const [path, query] = partsOf(request)
    const file = path.slice(basePath.length)
    if (path.startsWith(basePath) && files.has(file)) return reply.sendFile(file)
    const [first = ''] = segmentsOf(path).slice(segmentsOf(basePath).length)
    if (first === 'api' || /\.\w+$/.test(path)) {
      deps.limits.require(request, deps.limits.callerOf(request))
      onNotFound(request, reply)
      return reply
    }
    // Relative assets and the payment directory only work one level below it, with one slash between.
    // Nothing of an address that is not ours goes into the new one: a browser would take `/\\host` or
    // `//host` for another site.
    if (path !== `${basePath}${first}`) {
      return reply.redirect(pages.has(first) ? `${basePath}${first}${query}` : basePath, 302)
    }
    if (!pages.has(first)) return checkout.send(request, reply, 404)
    if (!isPageLoad(request)) return checkout.send(request, reply, 200)
    const caller = callerOfPage(deps, request, first, query)
    // Nobody reads a refusal in place of a page: the page is sent without data, and its own requests are
    // counted then.
    if (caller === null || !deps.limits.allows(request, caller)) {
      return checkout.send(request, reply, 200)
    }
    prefetchForPage(deps, request, first, query)
    return checkout.send(request, reply, 200, await preloadedOrder(deps, request, first, query))
  }

  const framed = { ...hidden, helmet: framedByWechat(receipt.html) }
  app.get(`${basePath}receipt`, framed, (request, reply) => {
    const [path, query] = partsOf(request)
    const canonical = `${basePath}receipt`
    if (path !== canonical) return reply.redirect(`${canonical}${query}`, 302)
    return receipt.send(request, reply, 200)
  })
  app.get(`${basePath}*`, hidden, onAnyAddress)
  if (basePath !== '/') {
    app.get(basePath.slice(0, -1), hidden, (request, reply) =>
      reply.redirect(`${basePath}${partsOf(request)[1]}`, 308),
    )
  }
}

/** Without empty segments: an extra slash, at the end or in between, is ignored. */
function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '')
}

/** Path and query (with its `?`), also of an address in absolute form (RFC 9112, 3.2.2). */
function partsOf(request: FastifyRequest): [path: string, query: string] {
  const at = request.url.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?]*/i, '')
  const start = at.indexOf('?')
  return start < 0 ? [at, ''] : [at.slice(0, start), at.slice(start)]
}
