import { describe, expect, test } from 'vitest'
import {
  chargeTransitions,
  orderTransitions,
  refundTransitions,
  allowedFrom,
} from '../../server/payments/core/transitions'

describe('the tables', () => {
  test('lead nowhere from a payment that was recorded', () => {
    expect(chargeTransitions.succeeded).toEqual([])
    expect(refundTransitions.succeeded).toEqual([])
  })

  test('know one way out of a paid order, and none out of one that the merchant closed', () => {
    expect(orderTransitions.paid).toEqual(['refunded'])
    expect([orderTransitions.refunded, orderTransitions.closed]).toEqual([[], []])
  })

  test('take money from every state a charge can be in before', () => {
    expect(allowedFrom(chargeTransitions, 'succeeded').sort()).toEqual(
      ['creating', 'live', 'lost', 'failed', 'closed'].sort(),
    )
  })
})
