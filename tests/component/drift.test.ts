import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { steps } from '@/payment/flow/flow'
import { Charge } from '../../server/contract/charges'
import { CheckoutOptions } from '../../server/contract/checkout'
import { Order } from '../../server/contract/orders'
import { Payment } from '../../server/contract/payment'
import { ErrorCode, Problem } from '../../server/contract/problems'
import { Session } from '../../server/contract/session'
import { problemOf } from '../../mocks/handlers'
import { scenarioNames, scenarios } from '../../mocks/scenarios'
import { createWorld } from '../../mocks/fake-backend'

const tests = import.meta.glob<string>(['./*.test.ts', '!./drift.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})

test('every state has a test that reads its screen', () => {
  const told = Object.values(tests).join('\n')
  const read = (step: string) =>
    told.includes(`reads('${step}'`) || told.includes(`', '${step}', say.`)
  expect(steps.filter((step) => !read(step))).toEqual([])
})

test.each(scenarioNames)('the backend of %s answers as the wire promises', (name) => {
  const world = createWorld(scenarios[name], () => Date.parse('2026-11-02T12:00:00Z'))
  expect(Value.Check(Order, world.order())).toBe(true)
  expect(Value.Check(CheckoutOptions, world.options())).toBe(true)
  expect(Value.Check(Session, world.session())).toBe(true)
  expect(Value.Check(Charge, world.createCharge())).toBe(true)
  world.decide(true)
  expect(Value.Check(Payment, world.payment())).toBe(true)
  expect(Value.Check(Order, world.order())).toBe(true)
})

test('every refusal is a problem document of the wire', () => {
  for (const code of ErrorCode.enum) {
    expect(Value.Check(Problem, problemOf(code))).toBe(true)
  }
})
