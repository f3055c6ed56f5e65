import { promisify } from 'node:util'
import { brotliDecompress, constants, createBrotliCompress, type BrotliCompress } from 'node:zlib'

/** Fills the smallest hole that a text fits into. @returns null where it fits none */
export type Spliced = (text: string) => Buffer | null

interface Pieces {
  readonly size: number
  readonly before: Buffer
  readonly after: Buffer
}

/**
 * Packs a page once, as well as Brotli can, with a hole of a fixed size in it. What fills the hole goes out
 * as a meta-block of its own that is not compressed (RFC 7932, 9.2): to pack the whole page anew for every
 * request would cost more than all else that the request needs.
 * @param sizes of holes, in bytes, the smallest first
 * @throws where what comes out is not the page: it is unpacked once, and looked at
 */
export async function compressWithPlaceholders(
  before: string,
  after: string,
  sizes: readonly number[],
): Promise<Spliced> {
  const packed = await Promise.all(sizes.map((size) => packWithHole(before, after, size)))

  return (text) => {
    const bytes = Buffer.from(text)
    const pieces = packed.find(({ size }) => bytes.length + ending.length <= size)
    return pieces ? fill(pieces, bytes) : null
  }
}

/** How the next bytes are coded depends on the two before them (RFC 7932, 7.1): they are always these. */
const ending = '  '

async function packWithHole(before: string, after: string, size: number): Promise<Pieces> {
  const encoder = createBrotliCompress()
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  const taken = () => Buffer.concat(chunks.splice(0))

  encoder.write(before)
  await flush(encoder)
  const head = taken()
  // In no text, so that nothing after it is coded as a copy of something in the hole.
  encoder.write(Buffer.concat([Buffer.alloc(size - ending.length, 0xff), Buffer.from(ending)]))
  await flush(encoder)
  taken()
  await new Promise<void>((resolve, reject) => {
    encoder.on('error', reject).on('end', resolve)
    encoder.end(after)
  })
  const pieces = { size, before: head, after: taken() }

  const whole = await promisify(brotliDecompress)(fill(pieces, Buffer.from('<b>x</b>')))
  if (whole.toString() !== `${before}${'<b>x</b>'.padEnd(size)}${after}`) {
    throw new Error('The page does not come out of its packing as it went in.')
  }
  return pieces
}

function flush(encoder: BrotliCompress): Promise<void> {
  return new Promise((resolve) => encoder.flush(constants.BROTLI_OPERATION_FLUSH, resolve))
}

function fill({ size, before, after }: Pieces, bytes: Buffer): Buffer {
  const hole = Buffer.alloc(size, ' ')
  bytes.copy(hole)
  return Buffer.concat([before, headerOf(size), hole, after])
}

/** Not the last block, four nibbles of length, not compressed: 20 bits, then up to the next byte. */
function headerOf(size: number): Buffer {
  const bits = ((size - 1) << 3) | (1 << 19)
  return Buffer.from([bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff])
}
