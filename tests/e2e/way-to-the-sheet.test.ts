import type { Page } from '@playwright/test'
import { expect, test } from './support/test'
import { say } from '../say'

test.use({ setting: { direct: true } })

/** Notes what is asked for until the sheet is called; a bridge that is there from the start, and only listens. */
async function noteRequests(page: Page) {
  const asked: string[] = []
  page.on('request', (request) => asked.push(`${request.method()} ${nameOf(request.url())}`))
  let tell: (asked: string[]) => void = () => undefined
  const called = new Promise<string[]>((resolve) => {
    tell = resolve
  })
  await page.exposeFunction('sheetOpens', () => tell([...asked]))
  await page.addInitScript({
    content: `window.WeixinJSBridge = { call() {}, invoke(method) {
      if (method === 'getBrandWCPayRequest') window.sheetOpens()
    } }`,
  })
  return { asked, called }
}

const nameOf = (url: string) => new URL(url).pathname.replace(/^\/pay\//, '')
/** What a browser asks for by itself, or has nothing to do with the way. */
const ofUse = (asked: readonly string[]) => asked.filter((one) => !one.endsWith('favicon.svg'))

test('from the landing to the sheet there are two requests: the page, and one that answers all', async ({
  wechat,
  checkout,
}) => {
  const order = await checkout.placeOrder({ autoPay: true })
  const { called } = await noteRequests(wechat)
  await wechat.goto(
    `${checkout.publicUrl}api/oauth/authorize?to=${encodeURIComponent(`checkout?order=${order.orderId}&auto=1`)}`,
    { waitUntil: 'commit' },
  )
  const asked = ofUse(await called)
  expect(asked.slice(asked.indexOf('GET oauth'))).toEqual(['GET oauth', 'POST api/session'])
})

test('who is signed in needs two as well; the app comes while the sheet is open', async ({
  wechat,
  checkout,
}) => {
  const [first, second] = [
    await checkout.placeOrder({}),
    await checkout.placeOrder({ autoPay: true }),
  ]
  await wechat.goto(first.checkoutUrl)
  await expect(wechat.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()
  const page = await wechat.context().newPage()
  const { asked, called } = await noteRequests(page)
  await page.goto(`${checkout.publicUrl}checkout?order=${second.orderId}&auto=1`, {
    waitUntil: 'commit',
  })
  expect(ofUse(await called)).toEqual(['GET checkout', 'POST api/checkout'])
  await expect(page.locator('[data-step=sheet]')).toBeVisible()
  expect(asked.filter((one) => one.includes('assets/')).length).toBeGreaterThan(0)
})

test('a tap before the app has arrived needs one request more, for the charge', async ({
  wechat,
  checkout,
}) => {
  const order = await checkout.placeOrder({})
  await wechat.route('**/assets/*.js', () => undefined)
  const { called } = await noteRequests(wechat)
  await wechat.goto(order.checkoutUrl, { waitUntil: 'commit' })
  await wechat.getByRole('button', { name: say.pay }).tap()
  const asked = ofUse(await called).filter((one) => !one.includes('assets/'))
  expect(asked.slice(asked.indexOf('GET oauth'))).toEqual([
    'GET oauth',
    'POST api/session',
    `POST api/orders/${order.orderId}/charges`,
  ])
})

test('nothing moves when the app takes the page over', async ({ wechat, checkout }) => {
  const order = await checkout.placeOrder({ subject: '山茶会员年卡', body: '一年，含两张券' })
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await wechat.route('**/assets/*.js', async (route) => {
    await released
    await route.continue()
  })
  await wechat.goto(order.checkoutUrl, { waitUntil: 'commit' })
  const places = () =>
    Promise.all(
      ['h1', '.price-text', '.cells', '.actions .button', '.page-foot'].map((name) =>
        wechat.locator(name).boundingBox(),
      ),
    )
  await expect(wechat.getByRole('button', { name: say.pay })).toHaveAttribute(
    'aria-disabled',
    'false',
  )
  const before = await places()
  letGo()
  await expect(wechat.locator('[data-step=ready]')).toBeVisible()
  expect(await places()).toEqual(before)
})

test('the page calls by its own door, and the app by axios, also for the payment that the page began', async ({
  wechat,
  checkout,
}) => {
  const order = await checkout.placeOrder({})
  await noteRequests(wechat)
  const asked: string[] = []
  await wechat.exposeFunction('asks', (door: string, url: string) => {
    asked.push(`${door} ${nameOf(url)}`)
  })
  // Each listens in its own way. Both have put their listeners on by the time they send.
  await wechat.addInitScript({
    content: `{
      const { open, send } = XMLHttpRequest.prototype
      XMLHttpRequest.prototype.open = function (method, url) {
        this.asked = new URL(url, location.href).href
        return open.apply(this, arguments)
      }
      XMLHttpRequest.prototype.send = function () {
        window.asks(this.onloadend ? 'axios' : 'bare', this.asked)
        return send.apply(this, arguments)
      }
    }`,
  })
  await wechat.goto(order.checkoutUrl)
  await expect(wechat.locator('[data-step=ready]')).toBeVisible()
  await wechat.getByRole('button', { name: say.pay }).tap()
  await expect(wechat.locator('[data-step=sheet]')).toBeVisible()
  const { orderId } = order
  await expect
    .poll(() => asked.filter((one) => one.startsWith('bare')))
    .toEqual(['bare api/checkout', 'bare api/session'])
  await expect.poll(() => asked).toContain(`axios api/orders/${orderId}/charges`)
  await expect.poll(() => asked).toContain(`axios api/orders/${orderId}/payment`)
})
