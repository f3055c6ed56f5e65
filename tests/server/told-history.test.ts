/** What `npm run inspect` says of rows that a smooth payment does not have. */
import { expect, test } from 'vitest'
import { describeHistory } from '../../server/commands/inspect/describe-history'
import type { OrderHistory } from '../../server/store/reporting/order-history'
import { chargeRow, orderRow, refundRow, t0 } from './support/rows'

const nothing: OrderHistory = {
  order: orderRow,
  acts: [],
  charges: [],
  decisions: [],
  refunds: [],
  incidents: [],
  attempts: [],
  webhooks: [],
  pageEvents: [],
  isPageEventsFull: false,
  notifications: [],
  resends: [],
  deliveries: [],
}

const told = (rows: Partial<OrderHistory>) => describeHistory({ ...nothing, ...rows })

const webhook = {
  key: 'k1',
  gateway: 'paymax',
  receivedAt: t0 + 5,
  appliedAt: null,
  sha256: 'ab',
} as const

test('times are those of Beijing, wherever it is read', () => {
  expect(told({})).toMatch(/^2027-01-15T16:00:00\.000\+08:00 /m)
})

test('a failure with its code, and how often the gateway denied it', () => {
  const failure = { reason: 'unknown', code: 'USER_PAY_FAILED', message: '余额不足' } as const
  const text = told({
    charges: [{ ...chargeRow, status: 'failed', failure, denials: 3, deniedSince: t0 + 1 }],
    refunds: [{ ...refundRow, status: 'failed', automatic: true, failure, deniedSince: t0 + 2 }],
  })
  const said = 'failed: unknown, USER_PAY_FAILED 余额不足'
  expect(text).toMatch(new RegExp(`^charge c1 {2}failed .* denied 3 times {2}${said}$`, 'm'))
  expect(text).toMatch(new RegExp(`^refund r1 {2}failed .* automatic, 顾客取消 {2}${said}$`, 'm'))
  expect(text).toMatch(/:00\.001\+08:00 .* c1$/m)
  expect(text).toMatch(/:00\.002\+08:00 .* r1$/m)
})

test('an incident, with its charge and what is known of it', () => {
  const kind = 'double_success' as const
  const incident = { key: 'k', orderId: orderRow.orderId, kind, at: t0 + 3, detail: 'twice' }
  expect(told({ incidents: [{ ...incident, chargeId: 'c2' }] })).toContain(
    'incident double_success  c2  twice',
  )
})

test('a webhook that waits; and without any, why there is none', () => {
  expect(told({ webhooks: [webhook] })).toMatch(/webhook received .* sha256 ab {2}not applied yet/)
  const applied = told({ webhooks: [{ ...webhook, appliedAt: t0 + 6 }] })
  expect(applied).not.toContain('not applied yet')
  expect(applied).not.toContain('No webhook')
  expect(told({})).toContain('No webhook')
})

test('what the shop was told, how it answered, and who asked for it again', () => {
  const notification: OrderHistory['notifications'][number] = {
    notification_id: 'n1',
    order_id: orderRow.orderId,
    order_no: orderRow.orderNo,
    sequence: 2,
    type: 'order.paid',
    refund_id: null,
    url: 'https://shop.example.com/hook',
    address: 'https://shop.example.com/hook',
    body: '{}',
    created_at: t0 + 1,
    status: 'pending',
    lane: 0,
    next_try_at: null,
    tried_since: t0 + 1,
    tries: 2,
    attempts: 2,
    resent: 1,
    ended_at: null,
    acts: '',
  }
  const attempt = { notification_id: 'n1', answer: '', took_ms: 12 }
  const text = told({
    notifications: [notification],
    deliveries: [
      { ...attempt, attempt: 1, at: t0 + 2, status: 503, error: null },
      { ...attempt, attempt: 2, at: t0 + 3, status: null, error: 'timeout' },
    ],
    resends: [{ at: t0 + 4, what: 'resent', by: 'desk', notificationId: 'n1' }],
  })
  expect(text.split('\n').filter((line) => line.includes('n1'))).toEqual([
    expect.stringMatching(/n1 {2}order\.paid 2 {2}pending$/),
    expect.stringMatching(/n1 {2}503 {2}12 ms$/),
    expect.stringMatching(/n1 {2}timeout {2}12 ms$/),
    expect.stringMatching(/n1 .*desk$/),
  ])
})
