import { afterEach, expect, test, vi } from 'vitest'
import { send, type Exchange } from '@/platform/send'
import { fakeRequests } from './fake-requests'

const exchange: Exchange = {
  method: 'POST',
  url: 'https://pay.example.com/pay/api/orders',
  body: '{}',
  headers: { 'Idempotency-Key': 'k' },
  timeout: 40_000,
}

afterEach(() => vi.unstubAllGlobals())

test('a request goes out as it was asked for, and is given up when it was said', async () => {
  const [sent, reply] = [fakeRequests(), send(exchange)]
  expect(sent[0]).toMatchObject({
    method: 'POST',
    url: exchange.url,
    body: '{}',
    timeout: 40_000,
    headers: { 'Idempotency-Key': 'k', 'Content-Type': 'application/json' },
  })
  sent[0]?.answer(201, '{"orderId":"A"}', '3')
  expect(await reply).toEqual({ status: 201, body: '{"orderId":"A"}', retryAfter: '3' })
})

test('what has no body says nothing of its kind', () => {
  const sent = fakeRequests()
  void send({ ...exchange, method: 'GET', body: null })
  expect(sent[0]?.headers).not.toHaveProperty('Content-Type')
})

test('no network and no answer are two things', async () => {
  const sent = fakeRequests()
  const [lost, late] = [send(exchange), send(exchange)]
  sent[0]?.fail()
  sent[1]?.timeOut()
  expect(await Promise.all([lost, late])).toEqual(['offline', 'backend_down'])
})

test('what nobody waits for any more is called off', () => {
  const [sent, over] = [fakeRequests(), new AbortController()]
  void send(exchange, over.signal)
  expect(sent[0]?.aborted).toBe(false)
  over.abort()
  expect(sent[0]?.aborted).toBe(true)
})
