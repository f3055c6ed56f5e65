import { afterEach, expect, test, vi } from 'vitest'
import { createPayment } from '@/payment/flow/payment'
import { createBareHttp } from '@/platform/bare-http'
import { createHttp } from '@/platform/http'
import { runEffects, type Start } from '@/boot/effect-runner'
import { createClock, createFakeBridge, createFakeBrowser, createTab } from '../../mocks/fake-phone'
import { noon, order, samples } from '../unit/samples'
import { fakeRequests, sentBy } from './fake-requests'

const directory = 'https://pay.example.com/pay/'

afterEach(() => vi.unstubAllGlobals())

test('a payment goes on over the door of whoever took it over; a call ends on the one that it began on', async () => {
  const sent = fakeRequests()
  const clock = { ...createClock(noon), pause: () => Promise.resolve() }
  const start: Start = {
    tools: {
      http: createBareHttp(directory),
      browser: createFakeBrowser(clock, directory, null),
      bridge: createFakeBridge(true),
      storage: createTab(),
      preferences: createTab(),
    },
    environment: 'wechat',
    landing: null,
  }
  const payment = createPayment({ step: 'charging', order, wish: 'tap' })
  runEffects(payment, start)
  const charge = await sentBy(sent)
  start.tools = { ...start.tools, http: createHttp(directory) }
  expect(charge).toMatchObject({
    door: 'bare',
    aborted: false,
    url: expect.stringMatching(/charges$/) as string,
  })

  charge.answer(201, JSON.stringify(samples.sheet.charge))
  const query = await sentBy(sent, 1)
  expect(payment.state.step).toBe('sheet')
  expect(query).toMatchObject({ door: 'axios', url: expect.stringMatching(/payment$/) as string })
})
