import { describe, expect, test } from 'vitest'
import { createCharge } from '@/checkout/create-charge'
import { load } from '@/checkout/load'
import { ask } from '@/confirm/ask'
import { signIn } from '@/landing/sign-in'
import { effectsOf, type Effect } from '@/payment/effects'
import { createHttp } from '@/platform/http'
import type { Exchange } from '@/platform/send'
import type { Tools } from '@/platform/tools'
import { createClock, createFakeBridge, createFakeBrowser, createTab } from '../../mocks/phone'
import { noon, order, samples } from './samples'

const directory = 'https://pay.example.com/pay/'
/** In ms: what an answer takes on a bad day, once the backend has it. */
const badDay = 10_000
/** In ms: WeChat asked once, or Paymax to say, to close and to say again, and then to make a charge. */
const longestWork = 25_000

/** A phone whose requests lead nowhere, and what it has sent. */
function listener(): { tools: Tools; sent: Exchange[] } {
  const sent: Exchange[] = []
  const clock = createClock(noon)
  const browser = createFakeBrowser({ ...clock, pause: () => Promise.resolve() }, directory, null)
  const http = createHttp(directory, (exchange) => {
    sent.push(exchange)
    return Promise.resolve('offline')
  })
  const bridge = createFakeBridge(true)
  const storage = createTab()
  return { tools: { http, browser, bridge, storage, preferences: createTab() }, sent }
}

const asking = Object.values(samples)
  .flatMap((state) => effectsOf(state))
  .filter((effect): effect is Extract<Effect, { verb: 'ask' }> => effect.verb === 'ask')

describe('a request is given up later than its answer is asked for', () => {
  test('some states hold their query open, and some do not', () => {
    expect(new Set(asking.map(({ wait }) => wait))).toEqual(new Set([0, 25]))
  })

  test.each(asking)('a status query that waits $wait s, at $known', async (effect) => {
    const { tools, sent } = listener()
    await ask(tools, effect, new AbortController().signal)
    const [exchange] = sent
    const { searchParams } = new URL(exchange?.url ?? '')
    expect(Number(searchParams.get('wait') ?? 0)).toBe(effect.wait)
    expect(exchange?.timeout).toBeGreaterThanOrEqual(effect.wait * 1000 + badDay)
  })

  const landing = { state: 's', code: 'c', reply: Promise.resolve(null) }
  const target = { kind: 'order', orderId: order.orderId, auto: true } as const
  const works: Record<string, (tools: Tools) => Promise<unknown>> = {
    'signing in again': (tools) => signIn(tools, { landing, environment: 'wechat', round: 1 }),
    'opening an order': (tools) => load(tools, target, 'wechat'),
    'making a charge': (tools) => createCharge(tools, order.orderId, 'tap'),
  }

  test.each(Object.keys(works))('%s, for which the backend asks others', async (name) => {
    const { tools, sent } = listener()
    await works[name]?.(tools)
    expect(sent).toHaveLength(1)
    expect(sent[0]?.timeout).toBeGreaterThan(longestWork)
  })
})
