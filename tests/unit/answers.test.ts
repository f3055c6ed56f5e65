import { fileURLToPath } from 'node:url'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import * as guards from '@/platform/answers'
import { noon, order, samples } from './samples'
import { answers, drawAnswers } from './draw-answers'

const file = fileURLToPath(new URL('../../src/platform/answers.ts', import.meta.url))

test('src/platform/answers.ts is drawn from the contract', async () => {
  await expect(await drawAnswers(file)).toMatchFileSnapshot(file)
})

const { orderId, amount } = order
const now = new Date(noon).toISOString()
const { charge } = samples.sheet
const told = { ...order, endsAt: undefined }

/** Of each answer, one with everything that it may have. */
const whole: Readonly<Record<string, object>> = {
  isOrder: { ...told, paidAt: now, returnUrl: 'https://shop.example.com/', picture: 'items/a.svg' },
  isCharge: charge,
  isPayment: {
    orderId,
    status: 'failed',
    chargeId: 'c1',
    paidAt: now,
    checkedAt: now,
    receivedAt: now,
    failure: { code: 'balance', message: 'not enough' },
    amountRefunded: 0,
    mine: {
      chargeId: 'c1',
      status: 'live',
      refund: { status: 'processing', reason: 'asked for', amount },
    },
    now,
  },
  isSession: { to: 'checkout', checkout: { order: told, charge } },
  isOpenedOrder: { signedIn: true, order: told, charge },
  isSignedIn: { signedIn: false },
  isOptions: {
    merchantName: '山上咖啡',
    openAmount: { min: 1, max: 500_000 },
    items: [{ item: 'latte', subject: '拿铁', body: '大杯', amount, picture: null }],
    unfinished: { orderId, amount, createdAt: now },
  },
  isReceipt: { status: 'paid', merchantName: '山上咖啡', orderId },
}

/** What may stand where something else should. */
const odd = [
  undefined,
  null,
  true,
  0,
  1,
  -1,
  1.5,
  1e9,
  '',
  'x',
  'paid',
  'created',
  '1',
  now,
  {},
  [],
]

/** Every answer that differs from `value` in one place, however deep. */
function spoiled(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return odd
  const within = Object.entries(value).flatMap(([name, field]) => {
    const put = (other: unknown) => {
      if (Array.isArray(value)) return [other]
      const others = Object.entries(value).filter(([one]) => one !== name)
      return Object.fromEntries(other === undefined ? others : [...others, [name, other]])
    }
    return spoiled(field).map(put)
  })
  return [...odd, ...within, Array.isArray(value) ? [...value, 1] : { ...value, more: 1 }]
}

describe.each(answers)('%s', (name, _type, schema) => {
  const guard = new Map<string, (value: unknown) => boolean>(Object.entries(guards)).get(name)

  test('takes what the contract takes, and nothing else', () => {
    const [first, all] = [whole[name], spoiled(whole[name])]
    expect(guard?.(first)).toBe(true)
    const judged = all.map((answer) => ({ answer, is: guard?.(answer) }))
    expect(judged).toEqual(all.map((answer) => ({ answer, is: Value.Check(schema, answer) })))
    expect(new Set(judged.map(({ is }) => is))).toEqual(new Set([true, false]))
  })
})
