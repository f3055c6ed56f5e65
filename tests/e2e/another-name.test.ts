import type { Page, Route } from '@playwright/test'
import type { Checkout } from './support/checkout'
import { expect, moneyAt, signIns, test } from './support/test'
import { say } from '../say'

/** `127.0.0.1` is PUBLIC_URL's, `localhost` another name of the very same server. */
test.use({ setting: { direct: true } })

const otherName = ({ publicUrl }: Checkout) => publicUrl.replace('127.0.0.1', 'localhost')
const pays = (page: Page) => page.getByRole('button', { name: say.pay, disabled: false })

/** What a window asks of the server under one of its names. */
function asksOf(page: Page, url: string) {
  const asked: string[] = []
  page.on('request', (request) => {
    if (request.url().startsWith(url)) asked.push(`${request.method()} ${request.resourceType()}`)
  })
  return asked
}

/** The same pages as a host of static files has them: nobody has written into them where they belong. */
async function untold(route: Route): Promise<void> {
  if (route.request().resourceType() !== 'document') return route.continue()
  const response = await route.fetch()
  const body = (await response.text()).replace(/<meta id="public-url"[^>]*>/, '')
  await route.fulfill({ response, body })
}

test('who opens an order under another name of the server is led to where it can be paid', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { orderId } = await checkout.placeOrder({ autoPay: true })
  const asked = asksOf(wechat, otherName(checkout))
  const home = wechat.waitForRequest(`${checkout.publicUrl}checkout?order=${orderId}&auto=1`)
  await wechat.goto(`${otherName(checkout)}checkout?order=${orderId}&auto=1`)
  await home
  await expect(wechat).toHaveURL(`${checkout.publicUrl}checkout?order=${orderId}`)
  await expect(wechat.getByRole('heading', { name: say.payTo('山茶咖啡') })).toBeVisible()
  expect(signIns(sandbox)).toBe(1)
  // Nothing was begun where it leads nowhere: neither a question nor the app.
  expect(asked.filter((one) => !/^GET (document|image|other)$/.test(one))).toEqual([])
})

test('and so is who opens a menu item, or a receipt', async ({ wechat, checkout, complaints }) => {
  complaints.allow(/404/)
  await wechat.goto(`${otherName(checkout)}checkout?item=coffee`)
  await expect(pays(wechat)).toBeVisible()
  expect(wechat.url()).toContain(checkout.publicUrl)
  await wechat.goto(`${otherName(checkout)}receipt?out_trade_no=N`)
  await wechat.waitForURL(`${checkout.publicUrl}receipt?out_trade_no=N*`)
})

test('pages that do not know where they belong learn it by being refused', async ({
  wechat,
  checkout,
  complaints,
}) => {
  complaints.allow(/403/)
  const { orderId } = await checkout.placeOrder()
  await wechat.route(`${otherName(checkout)}**`, untold)
  await wechat.goto(`${otherName(checkout)}checkout?order=${orderId}`)
  await expect(pays(wechat)).toBeVisible()
  await expect(wechat).toHaveURL(`${checkout.publicUrl}checkout?order=${orderId}`)
})

test('a landing that is led astray keeps what WeChat has sent along', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  complaints.allow(/403/)
  await wechat.route(`${otherName(checkout)}**`, untold)
  await wechat.route(
    `${checkout.publicUrl}oauth?**`,
    (route) => {
      const location = route.request().url().replace('127.0.0.1', 'localhost')
      return route.fulfill({ status: 302, headers: { location } })
    },
    { times: 1 },
  )
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
  await expect(pays(wechat)).toBeVisible()
  expect(wechat.url()).toContain(checkout.publicUrl)
  expect(signIns(sandbox)).toBe(1)
})

test('a proxy that leads back to the other name does not set a page turning', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  complaints.allow(/403/)
  const { orderId } = await checkout.placeOrder()
  let led = 0
  await wechat.route(`${checkout.publicUrl}**`, (route) => {
    led += 1
    const location = route.request().url().replace('127.0.0.1', 'localhost')
    return route.fulfill({ status: 302, headers: { location } })
  })
  await wechat.goto(`${otherName(checkout)}checkout?order=${orderId}`)
  await expect(wechat.getByRole('heading', { name: say.failures.unexpected.what })).toBeVisible()
  await wechat.getByRole('button', { name: say.retry }).tap()
  await expect(wechat.getByRole('heading', { name: say.failures.unexpected.what })).toBeVisible()
  expect(led).toBe(1)
  expect(wechat.url()).toContain(otherName(checkout))
  expect(moneyAt(sandbox)).toEqual([])
})
