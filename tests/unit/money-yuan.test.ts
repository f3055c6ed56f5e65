import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenFromYuan, yuanFromFen } from '../../server/paymax/amount'

const anyAmount = fc.integer({ min: 1, max: 100_000_000 })

/** The decimal as one would write it by hand, without trailing zeros. */
function byHand(fen: number) {
  const digits = String(fen).padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`.replace(/\.?0+$/, '')
}

describe('fen to yuan', () => {
  test.each([
    [1, '0.01'],
    [29, '0.29'],
    [1250, '12.5'],
    [100, '1'],
    [100_000_000, '1000000'],
  ])('%i fen is sent as %s', (fen, text) => {
    expect(JSON.stringify(yuanFromFen(fen))).toBe(text)
  })

  test('every amount is sent as its exact decimal and comes back as itself', () => {
    fc.assert(
      fc.property(anyAmount, (fen) => {
        const text = JSON.stringify({ amount: yuanFromFen(fen) })
        expect(text).toBe(`{"amount":${byHand(fen)}}`)
        const answer: unknown = JSON.parse(text, (key, value: unknown) =>
          key === 'amount' ? fenFromYuan(value) : value,
        )
        expect(answer).toEqual({ amount: fen })
        expect(fenFromYuan(byHand(fen))).toBe(fen)
      }),
      { numRuns: 5_000 },
    )
  })

  test.each([-1, 0.5, NaN, Infinity, 2 ** 53])('%d is no number of fen', (fen) => {
    expect(() => yuanFromFen(fen)).toThrow(RangeError)
  })
})

describe('yuan to fen', () => {
  test.each([
    [0.01, 1],
    [0.29, 29],
    [1e-2, 1],
    [12.5, 1250],
    [7, 700],
    [0, 0],
    ['0.01', 1],
    ['12.50', 1250],
    ['9999999999999.99', 999_999_999_999_999],
  ])('%j yuan', (yuan, fen) => {
    expect(fenFromYuan(yuan)).toBe(fen)
  })

  test.each([
    [0.1 + 0.2],
    [0.001],
    [-1],
    [1e21],
    [2 ** 53],
    [NaN],
    ['1e-2'],
    ['0.010'],
    ['-1'],
    ['+1'],
    [' 1'],
    ['01'],
    ['1.'],
    ['.5'],
    ['１'],
    [''],
    [null],
    [undefined],
    [{}],
    [[1]],
  ])('%j is refused', (yuan) => {
    expect(fenFromYuan(yuan)).toBeNull()
  })

  test('every decimal of 15 digits survives JSON', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (fen) => {
        const yuan: unknown = JSON.parse(byHand(fen) || '0')
        expect(fenFromYuan(yuan)).toBe(fen)
      }),
      { numRuns: 5_000 },
    )
  })
})
