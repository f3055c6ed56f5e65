import { promisify } from 'node:util'
import { brotliDecompress, constants, createBrotliCompress, type BrotliCompress } from 'node:zlib'

/**
 * Fills the smallest placeholder that a text fits into.
 * @returns null where it fits none
 */
export type Spliced = (text: string) => Buffer | null

interface Pieces {
  readonly size: number
  readonly before: Buffer
  readonly after: Buffer
}

/**
 * Compresses a page once, at the highest quality, with a placeholder of fixed size in it. The text for the
 * placeholder is sent as an uncompressed meta-block of its own (RFC 7932, 9.2): compressing the whole page
 * for every request would cost more than everything else the request needs.
 * @param sizes of placeholders, in bytes, the smallest first
 * @throws where the result is not the page: it is decompressed once and compared
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

/** The coding of the next bytes depends on the two before them (RFC 7932, 7.1): they are always these. */
const ending = '  '

async function packWithHole(before: string, after: string, size: number): Promise<Pieces> {
  const encoder = createBrotliCompress()
  const chunks: Buffer[] = []
  encoder.on('data', (chunk: Buffer) => chunks.push(chunk))
  const taken = () => Buffer.concat(chunks.splice(0))

  encoder.write(before)
  await flush(encoder)
  const head = taken()
  // Occurs in no text, so that nothing after it is coded as a copy of something in the placeholder.
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

/** Not the last block, four nibbles of length, not compressed: 20 bits, then padded to the next byte. */
function headerOf(size: number): Buffer {
  const bits = ((size - 1) << 3) | (1 << 19)
  return Buffer.from([bits & 0xff, (bits >> 8) & 0xff, (bits >> 16) & 0xff])
}
