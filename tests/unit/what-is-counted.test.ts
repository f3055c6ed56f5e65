/** What the parts of the backend count: each thing under its own name, and what went wrong as well. */
import { expect, test } from 'vitest'
import { countCalls } from '../../server/gateways/count-calls'
import { countWebhookRefusals } from '../../server/gateways/webhook-refusals'
import { createRefusals } from '../../server/http/refusals'
import type { LoginRepository } from '../../server/login/login-repository'
import type { PaymentDeps } from '../../server/payments/core/deps'
import type { Gateway } from '../../server/payments/core/gateway'
import { createPoolMetrics } from '../../server/store/engine/pool-metrics'
import { countRounds, startWorker } from '../../server/worker'

const names = ['create', 'query', 'close', 'refund', 'query_refund']

test('each call of a gateway is counted and timed as what it was', async () => {
  const gateway = {
    createCharge: () => Promise.resolve({ outcome: 'of create' }),
    queryCharge: () => Promise.resolve({ outcome: 'of query' }),
    closeCharge: () => Promise.resolve({ outcome: 'of close' }),
    createRefund: () => Promise.resolve({ outcome: 'of refund' }),
    queryRefund: () => Promise.resolve({ outcome: 'of query_refund' }),
  } as unknown as Gateway
  const { counted, counter, histogram } = countCalls()
  const calls = counted('paymax', gateway) as unknown as Record<string, () => Promise<unknown>>
  for (const name of Object.keys(gateway)) await calls[name]?.()
  const made = [...counter.counts].filter(([, count]) => count > 0)
  expect(made).toEqual(names.map((name) => [`paymax;${name};of ${name}`, 1]))
  expect([...histogram.series.keys()]).toEqual(names.map((name) => `paymax;${name}`))
})

test('what alarms go by stands at 0 for every call of a gateway that is configured', () => {
  const { counted, counter } = countCalls()
  expect([...counter.counts]).toEqual([])
  counted('paymax', {} as Gateway)
  const troubles = ['lost', 'unavailable', 'untrusted']
  const begun = names.flatMap((name) => troubles.map((trouble) => `paymax;${name};${trouble}`))
  expect([...counter.counts]).toEqual([...begun, 'paymax;create;created'].map((key) => [key, 0]))
})

test('connections are busy, idle, or waited for', () => {
  const { reading, opened } = createPoolMetrics()
  expect([...reading.read()]).toEqual([])
  opened({ totalCount: 7, idleCount: 2, waitingCount: 4 })
  expect(Object.fromEntries(reading.read())).toEqual({ waiting: 4, busy: 5, idle: 2 })
})

test('a round of the worker that fails is counted and told, and the next one is tried', async () => {
  const told: string[] = []
  let beat = () => {}
  let now = 5_000
  const failing = new Proxy({}, { get: () => () => Promise.reject(new Error('no database')) })
  const payments = {
    repository: failing,
    clock: {
      now: () => now,
      every(_ms: number, next: () => void) {
        beat = next
        return () => {}
      },
    },
    log: { info() {}, warn() {}, error: (_fields: object, message: string) => told.push(message) },
  } as unknown as PaymentDeps
  const rounds = countRounds()
  const worker = startWorker(payments, failing as LoginRepository, rounds)
  const failed = () => rounds.counter.counts.get('failed')
  beat()
  await expect.poll(failed).toBe(1)
  now = 9_000
  await expect
    .poll(() => {
      beat()
      return failed()
    })
    .toBeGreaterThan(1)
  await worker.stop()
  expect(new Set(told)).toEqual(new Set(['a round of the worker failed']))
  expect(rounds.counter.counts.get('done')).toBe(0)
  // In seconds, as Prometheus counts time.
  expect([...rounds.reading.read()]).toEqual([['failed', 9]])
})

test('a wrong signature that WeChat Pay sends to try us is counted, and warned of to nobody', () => {
  const kinds: string[] = []
  const warn = (fields: object) => void kinds.push((fields as { kind: string }).kind)
  const refusals = countWebhookRefusals(() => 0, { info() {}, error() {}, warn })
  for (const why of ['probe', 'bad_signature'] as const) refusals.note('wechatpay', why)
  expect([...refusals.counter.counts]).toEqual([
    ['probe;wechatpay', 1],
    ['bad_signature;wechatpay', 1],
  ])
  expect(kinds).toEqual(['wechatpay;bad_signature'])
})

test('what fails stands at 0 for each route, and for no file of the built pages', () => {
  const log = { info() {}, error() {}, warn() {} }
  const refusals = createRefusals(() => 0, log)
  for (const route of ['/pay/api/orders/:orderId', '/pay/assets/index-3f2a.js', '/pay/*']) {
    refusals.serves(route)
  }
  const [problems] = refusals.counters
  expect([...(problems?.counts.keys() ?? [])]).toEqual([
    'internal_error;/pay/api/orders/:orderId',
    'internal_error;/pay/*',
  ])
})

test('whoever is turned away is told of, by code; what a payer meets is only counted', () => {
  const kinds: string[] = []
  const log = {
    info() {},
    error() {},
    warn: (fields: object) => void kinds.push((fields as { kind: string }).kind),
  }
  const refusals = createRefusals(() => 0, log)
  const telling = ['unauthorized', 'forbidden', 'signature_invalid', 'forbidden_origin'] as const
  for (const code of telling) refusals.answered(code, '/r', '203.0.113.7')
  refusals.answered('order_not_found', '/r', '203.0.113.7')
  expect(kinds).toEqual(telling.map((code) => `${code} /r`))
  expect(refusals.counters[0]?.counts.get('order_not_found;/r')).toBe(1)
})
