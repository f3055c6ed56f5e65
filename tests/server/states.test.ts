import { describe, expect, test } from 'vitest'
import {
  chargeMoves,
  orderMoves,
  refundMoves,
  whence,
} from '../../server/payments/core/transitions'
import { drawStates } from './support/draw-states'

test('docs/states.md is drawn from the tables, and every move says why', async () => {
  await expect(drawStates()).toMatchFileSnapshot('../../docs/states.md')
})

describe('the tables', () => {
  test('lead nowhere from a payment that was recorded', () => {
    expect(chargeMoves.succeeded).toEqual([])
    expect(refundMoves.succeeded).toEqual([])
  })

  test('know one way out of a paid order, and none out of one that the merchant closed', () => {
    expect(orderMoves.paid).toEqual(['refunded'])
    expect([orderMoves.refunded, orderMoves.closed]).toEqual([[], []])
  })

  test('take money from every state a charge can be in before', () => {
    expect(whence(chargeMoves, 'succeeded').sort()).toEqual(
      ['creating', 'live', 'lost', 'failed', 'closed'].sort(),
    )
  })
})
