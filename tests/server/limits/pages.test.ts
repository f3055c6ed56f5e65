/** What the request for a page begins and looks up is counted; over the limit the page comes plain. */
import { describe, expect, test } from 'vitest'
import type { OpenedOrder } from '../../../server/contract/checkout'
import { openCheckout, type Checkout } from '../support/checkout'
import { kinds } from '../support/databases'
import { behindProxy, countStatuses, from } from '../support/from'
import { holdWechat } from '../support/held-wechat'
import { opensPage } from '../support/navigate'
import type { Phone } from '../support/phone'

const few = { ...behindProxy, LIMITS: 'payer=8,address=6,authorize=5,landing=4' }
const here = from('203.0.113.7')

const landingPage = (landing: { code: string; state: string }) =>
  `oauth?${String(new URLSearchParams(landing))}`

/** Long enough ago for all that a page began to have reached WeChat: a whole landing from elsewhere. */
async function afterAll({ phone }: Checkout): Promise<void> {
  await phone(from('198.51.100.1')).signedIn('checkout')
}

const pageIsPlain = (body: string) => !body.includes('id="told"')

describe.each(kinds)('made-up codes, on the %s database', (kind) => {
  async function open() {
    const wechat = await holdWechat()
    wechat.answer()
    const checkout = await openCheckout(kind, { ...few, ...wechat.environment })
    const made = (phone: Phone, state: (n: number) => string, times: number) =>
      countStatuses(times, (n) =>
        opensPage(
          checkout.publicUrl,
          phone,
          landingPage({ code: `made-up-${n}`, state: state(n) }),
          here,
        ),
      )
    return { checkout, wechat, made }
  }

  test('with a state that was never made, or for another browser, ask WeChat nothing', async () => {
    const { checkout, wechat, made } = await open()
    const [browser, other] = [checkout.phone(here), checkout.phone(here)]
    const { state } = await other.comeBackFromWechat('checkout')
    await browser.get('api/oauth/authorize?to=checkout')
    expect(await made(browser, (n) => `${n}`.padStart(64, '0'), 50)).toEqual({ 200: 50 })
    expect(await made(browser, () => state, 50)).toEqual({ 200: 50 })
    expect(await made(checkout.phone(), () => state, 50)).toEqual({ 200: 50 })
    await afterAll(checkout)
    expect(wechat.asked.filter((code) => code.startsWith('made-up'))).toEqual([])
  })

  test('under one state of its own ask WeChat once, in however many processes', async () => {
    const { checkout, wechat, made } = await open()
    const elsewhere = await checkout.anotherProcess()
    const browser = checkout.phone(here)
    const { state } = await browser.comeBackFromWechat('checkout')
    const copy = elsewhere.phone(here)
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
    const posted = countStatuses(50, (n) =>
      copy.post('api/session', { state, code: `made-up-too-${n}` }),
    )
    expect(await made(browser, () => state, 100)).toEqual({ 200: 100 })
    expect((await posted)[429]).toBe(46)
    await afterAll(checkout)
    expect(wechat.asked.filter((code) => code.startsWith('made-up'))).toHaveLength(1)
  })

  test('under states of its own ask WeChat as often as its address may begin a sign-in', async () => {
    const { checkout, wechat, made } = await open()
    const browser = checkout.phone(here)
    const states: string[] = []
    for (let begun = 0; begun < 50; begun += 1) {
      const { headers } = await browser.get('api/oauth/authorize?to=checkout')
      const location = headers.get('location')
      if (location) states.push(new URL(location).searchParams.get('state') ?? '')
    }
    expect(states).toHaveLength(5)
    expect(await made(browser, (n) => states[n % 5] ?? '', 100)).toEqual({ 200: 100 })
    await afterAll(checkout)
    expect(wechat.asked.filter((code) => code.startsWith('made-up'))).toHaveLength(5)
  })
})

describe.each(kinds)('a page over the limit, on the %s database', (kind) => {
  test('comes without its order, and never as a refusal', async () => {
    const checkout = await openCheckout(kind, few)
    const { orderId } = await checkout.merchant.placed()
    const stranger = checkout.phone()
    const opens = () => opensPage(checkout.publicUrl, stranger, `checkout?order=${orderId}`, here)
    const plain: boolean[] = []
    const statuses = await countStatuses(9, async () => {
      const page = await opens()
      plain.push(pageIsPlain(page.body))
      return page
    })
    expect(statuses).toEqual({ 200: 9 })
    expect(plain).toEqual([...Array<boolean>(6).fill(false), ...Array<boolean>(3).fill(true)])
    const elsewhere = from('203.0.113.8')
    const page = await opensPage(
      checkout.publicUrl,
      stranger,
      `checkout?order=${orderId}`,
      elsewhere,
    )
    expect(pageIsPlain(page.body)).toBe(false)
  })

  test('is counted with the calls of who opens it, and begins no charge', async () => {
    const checkout = await openCheckout(kind, few)
    const { orderId } = await checkout.merchant.placed({ autoPay: true })
    const payer = checkout.phone(here)
    await payer.signedIn('checkout')
    await countStatuses(8, () => payer.get('api/options'))
    const page = await opensPage(
      checkout.publicUrl,
      payer,
      `checkout?order=${orderId}&auto=1`,
      here,
    )
    expect([page.status, pageIsPlain(page.body)]).toEqual([200, true])
    await afterAll(checkout)
    expect(checkout.sandbox.paymax.charges()).toEqual([])
    checkout.advance(60_000)
    const opened = await payer.post<OpenedOrder>('api/checkout', { orderId, auto: true })
    expect(opened.body.charge?.jsApiParams.package).toMatch(/^prepay_id=/)
  })

  test('that needs nothing looked up takes nothing off', async () => {
    const checkout = await openCheckout(kind, few)
    const stranger = checkout.phone(here)
    for (const page of [
      '',
      'checkout',
      'success?order=x',
      'wechat',
      'checkout?item=coffee',
      'oauth?state=x',
    ]) {
      await countStatuses(3, () => opensPage(checkout.publicUrl, stranger, page, here))
    }
    expect(await countStatuses(7, () => stranger.get('api/options'))).toEqual({ 200: 6, 429: 1 })
  })
})
