import { expect, test } from 'vitest'
import { steps } from '@/payment/flow/flow'
import { drawStates } from '../server/support/draw-states'
import { drawFlow, movesOf } from './draw-flow'

test('docs/states.md is drawn from the tables and from the flow itself', async () => {
  await expect(`${drawStates()}\n${drawFlow()}\n`).toMatchFileSnapshot('../../docs/states.md')
})

test('every step of the page is reached, and every one but a dead end is left', () => {
  const reached = new Set(steps.flatMap((step) => [...movesOf(step).keys()]))
  const notReached = steps.filter((step) => !reached.has(step))
  const notLeft = steps.filter((step) => movesOf(step).size === 0)
  // The router alone opens `nowhere`.
  expect({ notReached, notLeft }).toEqual({
    notReached: ['nowhere'],
    notLeft: ['nowhere', 'not_found', 'money_back'],
  })
})

test('only what the backend says leads to a result', () => {
  const results = ['paid', 'refunded', 'money_back'] as const
  const from = steps.filter((step) => !results.some((one) => one === step))
  const leading = results.flatMap((to) => from.flatMap((step) => movesOf(step).get(to) ?? []))
  expect([...new Set(leading)].sort()).toEqual(['asked', 'loaded'])
})
