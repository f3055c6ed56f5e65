import { afterEach, describe, expect, test, vi } from 'vitest'
import { createCharge } from '@/checkout/create-charge'
import { load } from '@/checkout/load-order'
import { ask } from '@/confirm/query-status'
import { signIn } from '@/landing/sign-in'
import { effectsOf, type Effect } from '@/payment/effects'
import { createBareHttp } from '@/platform/bare-http'
import { createHttp, type Http } from '@/platform/http'
import type { Tools } from '@/platform/tools'
import { createClock, createFakeBridge, createFakeBrowser, createTab } from '../../mocks/fake-phone'
import { noon, order, samples } from '../unit/samples'
import { fakeRequests, sentBy } from './fake-requests'

const directory = 'https://pay.example.com/pay/'
/** In ms: what an answer takes on a bad day, once the backend has it. */
const badDay = 10_000
/** In ms: WeChat asked once, or Paymax to say, to close and to say again, and then to make a charge. */
const longestWork = 25_000

afterEach(() => vi.unstubAllGlobals())

/** A phone whose requests are answered by nobody. */
function phone(open: (directory: string) => Http): Tools {
  const clock = createClock(noon)
  const browser = createFakeBrowser({ ...clock, pause: () => Promise.resolve() }, directory, null)
  const bridge = createFakeBridge(true)
  return {
    http: open(directory),
    browser,
    bridge,
    storage: createTab(),
    preferences: createTab(),
  }
}

const asking = Object.values(samples)
  .flatMap((state) => effectsOf(state))
  .filter((effect): effect is Extract<Effect, { verb: 'ask' }> => effect.verb === 'ask')

test('some states hold their query open, and some do not', () => {
  expect(new Set(asking.map(({ wait }) => wait))).toEqual(new Set([0, 25]))
})

describe.each([
  ['axios', createHttp],
  ['bare', createBareHttp],
])('over the %s door a request is given up later than its answer is asked for', (door, open) => {
  test.each(asking)('a status query that waits $wait s, at $known', async (effect) => {
    const sent = fakeRequests()
    void ask(phone(open), effect, new AbortController().signal)
    const request = await sentBy(sent)
    expect(request.door).toBe(door)
    const { searchParams } = new URL(request.url)
    expect(Number(searchParams.get('wait') ?? 0)).toBe(effect.wait)
    expect(request.timeout).toBeGreaterThanOrEqual(effect.wait * 1000 + badDay)
  })

  const landing = { state: 's', code: 'c', reply: Promise.resolve(null) }
  const target = { kind: 'order', orderId: order.orderId, auto: true } as const
  const works: Record<string, (tools: Tools) => Promise<unknown>> = {
    'signing in again': (tools) => signIn(tools, { landing, environment: 'wechat', round: 1 }),
    'opening an order': (tools) => load(tools, target, 'wechat'),
    'making a charge': (tools) => createCharge(tools, order.orderId, 'tap'),
  }

  test.each(Object.keys(works))('%s, for which the backend asks others', async (name) => {
    const sent = fakeRequests()
    const done = works[name]?.(phone(open))
    const request = await sentBy(sent)
    request.fail()
    await done
    expect(sent).toHaveLength(1)
    expect(request.timeout).toBeGreaterThan(longestWork)
  })
})
