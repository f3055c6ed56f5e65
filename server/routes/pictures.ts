import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { Config } from '../config/config'
import type { AppDeps } from '../checkout/deps'

type Catalog = Pick<Config, 'catalog'>

/** Where an item's picture is found, relative to PUBLIC_URL. */
export function pictureOf({ catalog }: Catalog, item: string | null): string | null {
  const found = item === null ? undefined : catalog.find((one) => one.item === item)
  return found?.picture ? `items/${found.item}${found.picture.extension}` : null
}

/** An SVG opened by itself is a document: it runs nothing, loads nothing and is in no origin of ours. */
export function guardImage(reply: FastifyReply): FastifyReply {
  return reply.header(
    'content-security-policy',
    "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  )
}

/** Pictures of the catalogue, from memory; an hour in a cache, then asked about by their tag. */
export const pictureRoutes: FastifyPluginAsync<{ deps: AppDeps }> = (app, { deps }) => {
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
