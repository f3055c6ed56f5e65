import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { newOrderNo } from '../../server/payments/core/ids'

test.each([
  ['2026-11-25T15:59:59.999Z', 'P-20261125-'],
  ['2026-11-25T16:00:00.000Z', 'P-20261126-'],
  ['2026-11-26T00:00:00.000Z', 'P-20261126-'],
  ['2026-12-31T16:00:00.000Z', 'P-20270101-'],
  ['2028-02-28T16:00:00.000Z', 'P-20280229-'],
])('an order made at %s has a number of Beijing’s day, %s', (at, prefix) => {
  const orderNo = newOrderNo(randomBytes, Date.parse(at))
  expect(orderNo.slice(0, prefix.length)).toBe(prefix)
  expect(orderNo).toMatch(/^P-\d{8}-[0-9A-Z]{10}$/)
})
