import { crc32, inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { drawPng, type Squares } from '@/sheet/png'

/** Reads it as a viewer does: every chunk with its sum, the pixels unpacked. */
function read(picture: string) {
  const png = Buffer.from(picture.replace('data:image/png;base64,', ''), 'base64')
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at)
    const body = png.subarray(at + 4, at + 8 + length)
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body))
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4))
    at += 12 + length
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(0)
  const width = header.readUInt32BE(0)
  const bytes = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))
  const line = 1 + Math.ceil(width / 8)
  const isDark = (x: number, y: number) =>
    ((bytes[y * line + 1 + Math.floor(x / 8)] ?? 0) & (0x80 >> (x % 8))) === 0
  return { width, height: header.readUInt32BE(4), depth: header[8], kind: header[9], isDark, bytes }
}

describe('a picture of squares', () => {
  const squares: Squares = [
    [true, false, true],
    [false, false, true],
    [true, true, false],
  ]

  test('shows each of them, as large as asked for', () => {
    const { width, height, depth, kind, isDark } = read(drawPng(squares, 5))
    expect({ width, height, depth, kind }).toEqual({ width: 15, height: 15, depth: 1, kind: 0 })
    for (let y = 0; y < 15; y += 1) {
      for (let x = 0; x < 15; x += 1) {
        expect(isDark(x, y)).toBe(squares[Math.floor(y / 5)]?.[Math.floor(x / 5)])
      }
    }
  })

  test('may be larger than one stored block', () => {
    const large = Array.from({ length: 181 }, (_, y) =>
      Array.from({ length: 181 }, (_, x) => (x * y) % 3 === 0),
    )
    const { isDark, bytes } = read(drawPng(large, 6))
    expect(bytes.length).toBeGreaterThan(0xffff)
    expect(isDark(180 * 6, 179 * 6)).toBe((180 * 179) % 3 === 0)
    expect(isDark(179 * 6, 179 * 6)).toBe((179 * 179) % 3 === 0)
  })
})
