import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodingsIn } from './accept-encoding'
import { compressWithPlaceholders, type Spliced } from './brotli-placeholder'

/** Where a page receives data for one request; empty by default. */
const mark = '<!-- told -->'
/** In bytes: most data fits the smaller one. */
const holes = [768, 1536]

/** A page ready to send: compressed once when it is read, never while a request waits. */
export interface CompressedPage {
  readonly html: string
  /** Starts compressing; soon after the backend listens, which has priority. */
  pack(): void
  /**
   * The best encoding that the client accepts; uncompressed until compression is done.
   * @param told JSON for this one request; null where there is none; dropped where it does not fit
   */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    told?: string | null,
  ): FastifyReply
}

interface Packed {
  br?: Buffer
  gzip?: Buffer
  spliced?: Spliced
}

/** @param page the same for everybody: it must contain nothing secret */
export function compressPage(page: string): CompressedPage {
  const html = page.replace(mark, '')
  const packed: Packed = {}
  const version = createHash('sha256').update(html).digest('base64url').slice(0, 22)

  return {
    html,
    pack: () => fill(packed, page, html),
    send(request, reply, status, told = null) {
      const takes = encodingsIn(request.headers['accept-encoding'])
      const block = told === null ? null : dataBlock(told)
      void reply
        .code(status)
        // What was true of an order for one payer's request must not come back: to another, or to who goes back.
        .header('cache-control', block === null ? 'no-cache' : 'no-store')
        .header('vary', 'Accept-Encoding')
        .type('text/html; charset=utf-8')
      const spliced = block !== null && takes('br') ? packed.spliced?.(block) : null
      if (spliced) return reply.header('content-encoding', 'br').send(spliced)
      const encoding = (['br', 'gzip'] as const).find((one) => packed[one] && takes(one))
      if (block !== null && !encoding) return reply.send(page.replace(mark, () => block))
      const etag = `"${version}${encoding ? `-${encoding}` : ''}"`
      void reply.header('etag', etag)
      if (status === 200 && request.headers['if-none-match'] === etag) return reply.code(304).send()
      const bytes = encoding && packed[encoding]
      return bytes ? reply.header('content-encoding', encoding).send(bytes) : reply.send(html)
    },
  }
}

/** Compression only fails for lack of memory; then the page is sent uncompressed. */
function fill(packed: Packed, page: string, html: string): void {
  const ignore = () => undefined
  promisify(brotliCompress)(html).then((bytes) => (packed.br = bytes), ignore)
  promisify(gzip)(html, { level: 9 }).then((bytes) => (packed.gzip = bytes), ignore)
  const [before, after] = page.split(mark)
  if (before !== undefined && after !== undefined) {
    compressWithPlaceholders(before, after, holes).then(
      (spliced) => (packed.spliced = spliced),
      ignore,
    )
  }
}

/** Data for the page's own script. A data block is never executed, and nothing in it can close it. */
function dataBlock(json: string): string {
  return `<script type="application/json" id="told">${json.replace(/</g, '\\u003c')}</script>`
}
