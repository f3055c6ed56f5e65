/** The whole body of an answer from outside, in bytes, decompressed. */
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib'

/** As undici returns an answer. */
export interface Answer {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: AsyncIterable<Buffer>
}

export class AnswerTooLong extends Error {
  readonly code = 'answer_too_long'

  constructor() {
    super('The answer is too long.')
  }
}

export class UnknownEncoding extends Error {
  readonly code = 'unknown_encoding'

  constructor(encoding: string) {
    super(`The answer is packed in a way that was not asked for: ${encoding.slice(0, 40)}`)
  }
}

/** Off the event loop. RFC 9110 defines `deflate` as zlib's format; some send the raw stream. */
const unpackers = new Map<string, (bytes: Buffer) => typeof gunzip>([
  ['gzip', () => gunzip],
  ['x-gzip', () => gunzip],
  ['br', () => brotliDecompress],
  ['deflate', (bytes) => (hasZlibHead(bytes) ? inflate : inflateRaw)],
])

/** We request `identity`; nobody compresses more often than this. */
const mostLayers = 2

/**
 * All chunks are joined before any is decoded: a character may be split between two. What a proxy has
 * compressed, though nothing was requested, is decompressed: a signature covers the original.
 * @param maxBytes of the body, and of its decompressed form: more is cut off
 * @throws AnswerTooLong, UnknownEncoding, and zlib's error for corrupt data
 */
export async function readAnswer(answer: Answer, maxBytes: number): Promise<Buffer> {
  let bytes = await readBytes(answer.body, maxBytes)
  const layers = encodingsOf(answer.headers['content-encoding'])
  // The encoding named last was applied last.
  for (const encoding of layers.reverse()) bytes = await unpacked(bytes, encoding, maxBytes)
  return bytes
}

/** Leaving the loop closes the connection. */
async function readBytes(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw new AnswerTooLong()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function encodingsOf(header: string | string[] | undefined): string[] {
  const named = [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  if (named.length > mostLayers) throw new UnknownEncoding(named.join(', '))
  return named
}

async function unpacked(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  if (bytes.length === 0) return bytes
  const unpack = unpackers.get(encoding)?.(bytes)
  if (!unpack) throw new UnknownEncoding(encoding)
  try {
    // Stops at the limit: a few bytes can expand to gigabytes.
    return await promisify<Buffer, ZlibOptions, Buffer>(unpack)(bytes, {
      maxOutputLength: maxBytes,
    })
  } catch (error) {
    const isTooLong = error instanceof RangeError && 'code' in error
    throw isTooLong && error.code === 'ERR_BUFFER_TOO_LARGE' ? new AnswerTooLong() : error
  }
}

function hasZlibHead(bytes: Buffer): boolean {
  return bytes.length > 1 && (bytes.readUInt8(0) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0
}
