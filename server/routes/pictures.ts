import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { RouteDeps } from './deps'

/** An SVG opened by itself is a document: it must run nothing, load nothing, have no origin of ours and be in
 * nobody's frame. */
export function guardImage(reply: FastifyReply): FastifyReply {
  return reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; sandbox",
  )
}

/** Pictures of the catalogue, from memory; cached for an hour, then revalidated by their ETag. */
export const pictureRoutes: FastifyPluginAsync<{ deps: RouteDeps }> = (app, { deps }) => {
  const { basePath, catalog } = deps.config
  for (const { item, picture } of catalog) {
    if (!picture) continue
    const address = `${basePath}items/${item}${picture.extension}`
    app.get(address, { schema: { hide: true } }, (request, reply) => {
      void guardImage(reply).header('cache-control', 'public, max-age=3600')
      void reply.header('etag', picture.etag)
      if (request.headers['if-none-match'] === picture.etag) return reply.code(304).send()
      return reply.type(picture.type).send(picture.bytes)
    })
  }
  return Promise.resolve()
}
