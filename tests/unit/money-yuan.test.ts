import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fenFromYuan, yuanFromFen } from '../../server/gateways/paymax/amount'

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
    // Doubles added up.
    [0.1 + 0.2, 30],
    ['0.30000000000000004', 30],
    [12.879999999999999, 1288],
    ['12.879999999999999', 1288],
    [0.1 + 0.2 - 0.3, 0],
    [0.3 - (0.1 + 0.2), 0],
    [999_999.990_000_000_1, 99_999_999],
    [0.999_999_999_999_999_9, 100],
    // Decimals of more places than fen need.
    ['12.880', 1288],
    ['0.010', 1],
    ['7.0000000000000000000000000000', 700],
    ['0.0', 0],
    ['-0.00', 0],
    // As Java's decimals write themselves.
    ['1e-2', 1],
    ['1E+3', 100_000],
    ['1.288e1', 1288],
    ['1288E-2', 1288],
  ])('%j yuan', (yuan, fen) => {
    expect(fenFromYuan(yuan)).toBe(fen)
  })

  test.each([
    [12.885],
    ['12.885'],
    ['12.8849999999999999'],
    [0.001],
    ['0.009'],
    [1e-7],
    ['1e-7'],
    [1e-8],
    ['0.0000001'],
    ['12.8800001'],
    ['12.8799999'],
    ['12.8799999899'],
    [-1],
    [-0.01],
    ['-0.009999999999'],
    [1e21],
    [2 ** 53],
    [NaN],
    [Infinity],
    ['1e999'],
    ['Infinity'],
    ['99999999999999.99'],
    [`0.${'0'.repeat(41)}`],
    ['0x10'],
    ['1e'],
    ['1,000.00'],
    ['12.88 '],
    ['12.88元'],
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

  const upToTheHighest = fc.integer({ min: 0, max: 100_000_000 })

  test('every amount is read off its JSON, however many zeros it ends in', () => {
    fc.assert(
      fc.property(upToTheHighest, fc.nat(30), (fen, zeros) => {
        const text = `${String(Math.trunc(fen / 100))}.${String(fen % 100).padStart(2, '0')}`
        expect(fenFromYuan(text + '0'.repeat(zeros))).toBe(fen)
        expect(fenFromYuan(JSON.parse(text + '0'.repeat(zeros)))).toBe(fen)
      }),
      { numRuns: 5_000 },
    )
  })

  test('doubles added up, or taken away, mean the sum', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(parts, (fens) => {
        const whole = fens.reduce((sum, fen) => sum + fen, 0)
        const added = fens.reduce((sum, fen) => sum + fen / 100, 0)
        expect(fenFromYuan(added)).toBe(whole)
        expect(fenFromYuan(String(added))).toBe(whole)
        const rest = fens.slice(1).reduce((left, fen) => left - fen / 100, added)
        expect(fenFromYuan(rest)).toBe(fens[0])
      }),
      { numRuns: 5_000 },
    )
  })

  test('a few steps of a double beside an amount are that amount and no other', () => {
    const anySteps = fc.integer({ min: -32, max: 32 })
    fc.assert(
      fc.property(upToTheHighest, anySteps, (fen, steps) => {
        const yuan = fen / 100
        const step = Math.max(Math.abs(yuan), 1) * 2 ** -52
        expect(fenFromYuan(yuan + steps * step)).toBe(fen)
      }),
      { numRuns: 5_000 },
    )
  })

  test('what lies between two fen by more than noise is refused', () => {
    const anyPart = fc.integer({ min: 1, max: 999_998 })
    fc.assert(
      fc.property(upToTheHighest, anyPart, (fen, millionths) => {
        const text = `${byHand(fen * 100).replace(/\..*/, '')}${String(millionths).padStart(6, '0')}`
        const yuan = `${text.slice(0, -8) || '0'}.${text.slice(-8)}`.replace(/^0+(?=\d)/, '')
        expect(fenFromYuan(yuan)).toBeNull()
        expect(fenFromYuan(Number(yuan))).toBeNull()
      }),
      { numRuns: 5_000 },
    )
  })
})
