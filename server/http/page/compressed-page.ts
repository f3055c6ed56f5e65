import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodingsIn } from './accept-encoding'
import { compressWithPlaceholders, type Spliced } from './brotli-placeholder'

/** Where a page takes what is told to one request; nothing stands there by default. */
const mark = '<!-- told -->'
/** Bytes: most of what is told fits the smaller one. */
const holes = [768, 1536]

/** A page as it goes out: packed once, when it is read, and never while somebody waits. */
export interface CompressedPage {
  readonly html: string
  /** Begins to pack; not before the backend listens, which has the processor first. */
  pack(): void
  /**
   * The best form that the asker understands; until it is packed, as it is.
   * @param told JSON for this one request; null where there is none, and left out where it does not fit
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

/** @param page the same for everybody: nothing secret may be in what is packed */
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
        // What is told to one browser is no other's, whatever stands between.
        .header('cache-control', block === null ? 'no-cache' : 'private, no-cache')
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

/** Packing can fail for want of memory alone; then the page goes out as it is. */
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

/** Data for the page's own script: a data block is never run, and nothing in it can end it. */
function dataBlock(json: string): string {
  return `<script type="application/json" id="told">${json.replace(/</g, '\\u003c')}</script>`
}
