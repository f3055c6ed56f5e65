import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'
import type { RouteDeps } from './deps'
import { guardImage } from './pictures'

/** File types of a theme. No scripts and no pages: the folder may contain a merchant's drafts as well. */
const allowed = /\.(?:css|svg|png|jpe?g|webp|gif|ico|woff2?|ttf|otf)$/i

/**
 * The merchant's theme, read from the folder at each request: an edit shows at the next load, without a
 * restart. WeChat caches aggressively, so it always has to revalidate.
 */
export const themeRoutes: FastifyPluginAsync<{ deps: RouteDeps }> = async (app, { deps }) => {
  const { basePath, themeDir } = deps.config
  if (themeDir === null) return
  await app.register(fastifyStatic, {
    root: themeDir,
    prefix: `${basePath}theme/`,
    decorateReply: false,
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    allowedPath: (path) => allowed.test(path),
    setHeaders(reply, path) {
      void reply.header('cache-control', 'no-cache')
      if (/\.svg$/i.test(path)) void guardImage(reply)
    },
  })
}
