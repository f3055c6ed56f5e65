import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPrice, pasted, press, toFen, toTyped, type Key } from '@/payment/money'

const anyFen = fc.integer({ min: 1, max: 99_999_999 })

test('every amount that can be typed is read to the fen', () => {
  fc.assert(fc.property(anyFen, (fen) => toFen(toTyped(fen)) === fen))
})

test('every amount is shown with the fen it has', () => {
  fc.assert(
    fc.property(anyFen, (fen) => {
      const digits = formatPrice(fen).replace(/[¥,.]/g, '')
      expect(Number(digits)).toBe(fen)
    }),
  )
})

test.each([
  ['9.8', 980],
  ['0.3', 30],
  ['8.80', 880],
  ['5', 500],
  ['5.', 500],
  ['1299.99', 129999],
])('%s yuan is %d fen', (typed, fen) => expect(toFen(typed)).toBe(fen))

test.each(['', '.', '1.234', '-1', '1e3', '12345678', '一'])('%j is no amount', (typed) =>
  expect(toFen(typed)).toBeNull(),
)

test('whatever keys are pressed, what stands there is an amount or nothing', () => {
  const anyKey = fc.constantFrom<Key>(...'0123456789.'.split('').map((k) => k as Key), 'delete')
  fc.assert(
    fc.property(fc.array(anyKey), (keys) => {
      const typed = keys.reduce(press, '')
      expect(typed === '' || toFen(typed) !== null).toBe(true)
    }),
  )
})

test.each([
  ['¥1,299.00', '1299.00'],
  [' 38 元 ', '38'],
  ['免费', ''],
])('of a pasted %j, %j stays', (text, typed) => expect(pasted(text)).toBe(typed))

test('a price is grouped the way the language groups', () =>
  expect(formatPrice(123456789)).toBe('¥1,234,567.89'))
