/** What WeChat said of a sign-in reaches the log with what to mend, and the metrics. */
import { expect, test } from 'vitest'
import { openCheckout } from './support/checkout'

interface Told {
  readonly msg: string
  readonly errcode?: number
  readonly rid?: string | null
  readonly mend?: string
  readonly reason?: string
  readonly requestId?: string
  readonly leftOut?: number
}

async function open(fault: string) {
  const checkout = await openCheckout('embedded')
  const { sandbox, log } = checkout
  checkout.freeze()
  sandbox.faults.set({ wechat_api: fault })
  const told = () =>
    log.map((line) => JSON.parse(line) as Told).filter(({ msg }) => msg.startsWith('WeChat '))
  return { ...checkout, told, signIn: () => checkout.phone().signIn('checkout') }
}

test.each([
  [40013, 'misconfigured', /WECHAT_APP_ID/],
  [40125, 'misconfigured', /WECHAT_APP_SECRET/],
  [50002, 'misconfigured', /console/],
  [40029, 'code_invalid', /everybody/],
  [40163, 'code_invalid', /confirms again/],
  [45011, 'unavailable', /passes/],
])('errcode %i is told with its rid and what to mend', async (errcode, outcome, mend) => {
  const { told, signIn, merchant } = await open(String(errcode))
  const { headers } = await signIn()
  expect(told()).toEqual([
    expect.objectContaining({
      errcode,
      rid: expect.stringMatching(/^\w+$/) as string,
      mend: expect.stringMatching(mend) as string,
      requestId: headers.get('x-request-id'),
    }),
  ])
  expect(await merchant.metrics()).toMatch(
    new RegExp(`checkout_sign_ins_total{outcome="${outcome}",errcode="${errcode}"} 1`),
  )
})

test('errcodes that nobody knows share one label, however many WeChat makes up', async () => {
  const { sandbox, told, signIn, merchant } = await open('61451')
  await signIn()
  for (const made of ['99001', '99002', '99003']) {
    sandbox.faults.set({ wechat_api: made })
    await signIn()
  }
  expect(told()).toMatchObject([{ errcode: 61451, mend: expect.stringContaining('return codes') }])
  const metrics = await merchant.metrics()
  expect(metrics).toContain('checkout_sign_ins_total{outcome="unavailable",errcode="other"} 4')
  expect(metrics).not.toContain('61451')
})

test('a WeChat that is not reached is told once, then once a minute how often, never with a secret', async () => {
  const { told, signIn, advance, sandbox, log } = await open('down')
  for (let times = 0; times < 5; times += 1) await signIn()
  advance(60_000)
  await signIn()
  const msg = 'WeChat did not answer a sign-in'
  expect(told()).toMatchObject([
    {
      msg,
      leftOut: 0,
      reason: expect.any(String),
      mend: expect.stringContaining('WECHAT_API_URL'),
    },
    { msg, leftOut: 4 },
  ])
  expect(log.join('')).not.toContain(sandbox.wechat.appSecret)
})

test('a real wrong AppSecret says which variable', async () => {
  const checkout = await openCheckout('embedded', { WECHAT_APP_SECRET: 'f'.repeat(32) })
  await checkout.phone().signIn('checkout')
  const line = checkout.log.find((one) => one.includes('refuses the official account'))
  expect(JSON.parse(line ?? '{}')).toMatchObject({
    errcode: 40125,
    mend: expect.stringContaining('WECHAT_APP_SECRET') as string,
  })
})
