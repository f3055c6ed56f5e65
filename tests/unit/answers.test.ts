import { fileURLToPath } from 'node:url'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import * as guards from '@/platform/answers'
import { noon, order, samples } from './samples'
import { alwaysSent, answers, drawAnswers, sentBefore } from './draw-answers'

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

/** What is left of an answer, or of a part of it, where the build before sends it. */
function asBefore(value: unknown, isSent: (path: string) => boolean, under = ''): unknown {
  if (Array.isArray(value)) return value.map((one) => asBefore(one, isSent, under))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => isSent(`${under}${name}`))
  return Object.fromEntries(
    kept.map(([name, field]) => [name, asBefore(field, isSent, `${under}${name}.`)]),
  )
}

/** Fills in what the build before does not send, as the contract has it. */
function filledIn(
  answer: unknown,
  sample: unknown,
  isMissing: (path: string) => boolean,
  under = '',
): unknown {
  if (Array.isArray(answer)) {
    const [first] = Array.isArray(sample) ? (sample as unknown[]) : []
    return answer.map((one) => filledIn(one, first, isMissing, under))
  }
  if (!isObject(answer) || !isObject(sample)) return answer
  const missing = Object.entries(sample).filter(
    ([name]) => !(name in answer) && isMissing(`${under}${name}`),
  )
  const own = Object.entries(answer).map(
    ([name, field]) =>
      [name, filledIn(field, sample[name], isMissing, `${under}${name}.`)] as const,
  )
  return Object.fromEntries([...missing, ...own])
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

describe.each(answers)('%s', (name, _type, schema) => {
  const sent = sentBefore[name] ?? []
  const added = alwaysSent(schema).filter((path) => !sent.includes(path))
  const guard = new Map<string, (value: unknown) => boolean>(Object.entries(guards)).get(name)

  test('takes what the contract takes, and nothing else', () => {
    const [first, all] = [whole[name], spoiled(whole[name])]
    expect(guard?.(first)).toBe(true)
    const judged = all.map((answer) => ({ answer, is: guard?.(answer) }))
    // What the build before does not send may be missing, and is nothing else than the contract has it.
    const isAdded = (path: string) => added.includes(path)
    const whether = (answer: unknown) => Value.Check(schema, filledIn(answer, first, isAdded))
    expect(judged).toEqual(all.map((answer) => ({ answer, is: whether(answer) })))
    expect(new Set(judged.map(({ is }) => is))).toEqual(new Set([true, false]))
  })

  test('takes what the build before sends, whose page takes what this one sends', () => {
    const older = asBefore(whole[name], (path) => !added.includes(path))
    expect(guard?.(older)).toBe(true)
    expect(alwaysSent(schema)).toEqual(expect.arrayContaining([...sent]))
  })
})
