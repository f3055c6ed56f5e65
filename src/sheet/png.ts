/** Rows of dark and light squares. */
export type Squares = readonly (readonly boolean[])[]

/**
 * Draws squares as a black and white PNG, `scale` dots each. By hand, since it is a picture that phones let
 * people save and scan from their album, which an SVG is not; unpacked, since a code is small enough.
 */
export function drawPng(squares: Squares, scale: number): string {
  const size = squares.length * scale
  const png = [
    ...signature,
    ...chunk('IHDR', [...int32(size), ...int32(size), 1, 0, 0, 0, 0]),
    ...chunk('IDAT', deflate(dotsOf(squares, scale))),
    ...chunk('IEND', []),
  ]
  return `data:image/png;base64,${btoa(png.map((byte) => String.fromCharCode(byte)).join(''))}`
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function dotsOf(squares: Squares, scale: number): number[] {
  const bytes: number[] = []
  for (const row of squares) {
    const packed = packRow(row, scale)
    for (let line = 0; line < scale; line += 1) bytes.push(0, ...packed)
  }
  return bytes
}

/** One bit a dot, a light one set. */
function packRow(row: readonly boolean[], scale: number): number[] {
  const bytes = Array<number>(Math.ceil((row.length * scale) / 8)).fill(0)
  for (let x = 0; x < row.length * scale; x += 1) {
    const light = row[Math.floor(x / scale)] === false
    const at = Math.floor(x / 8)
    if (light) bytes[at] = (bytes[at] ?? 0) + (0x80 >> (x % 8))
  }
  return bytes
}

const longestBlock = 0xffff

/** A zlib stream of blocks that are stored as they are. */
function deflate(data: readonly number[]): number[] {
  const stream = [0x78, 0x01]
  for (let from = 0; from < data.length; from += longestBlock) {
    const block = data.slice(from, from + longestBlock)
    const last = from + longestBlock >= data.length ? 1 : 0
    stream.push(last, ...int16(block.length), ...int16(~block.length))
    for (const byte of block) stream.push(byte)
  }
  return stream.concat(int32(adler32(data)))
}

function chunk(name: string, data: readonly number[]): number[] {
  const body = Array.from(name, (letter) => letter.charCodeAt(0)).concat(data)
  return [...int32(data.length), ...body, ...int32(crc32(body))]
}

function int32(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)
}

/** The other way round: so the stored blocks have it. */
function int16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff]
}

function adler32(bytes: readonly number[]): number {
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65521
    b = (b + a) % 65521
  }
  return ((b << 16) | a) >>> 0
}

function crc32(bytes: readonly number[]): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
