/** What began with the request for a page is for the browser that made it, and for no other. */
import { describe, expect, test } from 'vitest'
import type { OpenedOrder } from '../../server/contract/checkout'
import type { Session } from '../../server/contract/session'
import { openCheckout, type Checkout } from './support/checkout'
import { kinds } from './support/databases'
import { holdWechat } from './support/held-wechat'
import { opensPage } from './support/navigate'
import { codeOf, type Phone } from './support/phone'

const pageOf = (landing: { code?: string; state: string }) =>
  `oauth?${String(new URLSearchParams(landing))}`

const isSignedIn = async (phone: Phone) =>
  (await phone.get<{ signedIn: boolean }>('api/session')).body.signedIn

/** A landing whose page has been asked for, and WeChat has not answered yet. */
async function underWay(checkout: Checkout, wechat: { askedOften: (n: number) => Promise<void> }) {
  const payer = checkout.phone()
  const landing = await payer.comeBackFromWechat('checkout?item=coffee')
  await opensPage(checkout.publicUrl, payer, pageOf(landing))
  await wechat.askedOften(1)
  return { payer, landing }
}

describe.each(kinds)('a landing under way, on the %s database', (kind) => {
  test('is joined by its own browser, and by no other that brings the same state and code', async () => {
    const wechat = await holdWechat()
    const checkout = await openCheckout(kind, wechat.environment)
    const { payer, landing } = await underWay(checkout, wechat)
    const [without, withOwn] = [checkout.phone(), checkout.phone()]
    await withOwn.comeBackFromWechat('checkout')
    for (const stranger of [without, withOwn]) {
      const answer = await stranger.post('api/session', landing)
      expect(codeOf(answer)).toBe('403 oauth_state_mismatch')
    }
    wechat.answer()
    const own = await payer.post<Session>('api/session', landing)
    expect([own.status, own.body.to]).toEqual([201, 'checkout?item=coffee'])
    expect(await Promise.all([payer, without, withOwn].map(isSignedIn))).toEqual([
      true,
      false,
      false,
    ])
    expect(wechat.asked).toEqual([landing.code])
  })

  test('that is done is found by its own browser, and by no other, in this process and in another', async () => {
    const wechat = await holdWechat()
    wechat.answer()
    const checkout = await openCheckout(kind, wechat.environment)
    const elsewhere = await checkout.anotherProcess()
    const { payer, landing } = await underWay(checkout, wechat)
    for (const stranger of [checkout.phone(), elsewhere.phone()]) {
      await stranger.comeBackFromWechat('checkout')
      expect(codeOf(await stranger.post('api/session', landing))).toBe('403 oauth_state_mismatch')
      expect(await isSignedIn(stranger)).toBe(false)
    }
    expect((await payer.post('api/session', landing)).status).toBe(201)
    expect(wechat.asked).toEqual([landing.code])
  })

  test('is exchanged once by two processes that ask at once', async () => {
    const wechat = await holdWechat()
    const checkout = await openCheckout(kind, wechat.environment)
    const elsewhere = (await checkout.anotherProcess()).phone()
    const { payer, landing } = await underWay(checkout, wechat)
    for (const [name, value] of payer.cookies) elsewhere.cookies.set(name, value)
    const both = Promise.all([payer, elsewhere].map((one) => one.post('api/session', landing)))
    wechat.answer()
    expect((await both).map(({ status }) => status)).toEqual([201, 201])
    expect(wechat.asked).toEqual([landing.code])
  })
})

test('the opening of an order under way is joined by its own payer, and by no other', async () => {
  const checkout = await openCheckout('embedded')
  const { orderId } = await checkout.merchant.placed({ autoPay: true })
  const [first, second] = [checkout.phone(), checkout.phone()]
  await first.signedIn('checkout')
  const [, other] = checkout.sandbox.payers
  if (other) checkout.sandbox.wechat.holder = other
  await second.signedIn('checkout')
  await opensPage(checkout.publicUrl, first, `checkout?order=${orderId}&auto=1`)
  await expect.poll(() => checkout.sandbox.paymax.charges()).toHaveLength(1)
  const others = await second.post<OpenedOrder>('api/checkout', { orderId, auto: true })
  expect(others.body).toMatchObject({ signedIn: true, order: { orderId } })
  expect(others.body).not.toHaveProperty('charge')
  const own = await first.post<OpenedOrder>('api/checkout', { orderId, auto: true })
  expect(own.body.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
})
