import { expect, moneyAt, signIns, test } from './support/test'
import { readCode } from '../qr-code'
import { say } from '../say'

test('of two windows that show an order, the one that waits turns when the other one pays', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { checkoutUrl } = await checkout.placeOrder()
  await wechat.goto(checkoutUrl)
  const pay = wechat.getByRole('button', { name: say.pay })
  await expect(pay).toBeVisible()
  const beside = await wechat.context().newPage()
  await beside.goto(checkoutUrl)
  await expect(beside.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()

  await pay.tap()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  // It asks by its own clock: the bridge's hidden frames are documents in which no test can set one.
  const turned = beside.getByRole('heading', { name: say.steps.paid, exact: true })
  await expect(turned).toBeVisible({ timeout: 30_000 })
  expect(moneyAt(sandbox)).toHaveLength(1)
})

test('a landing opened days later, its code used and the login lost, leads to its order again', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 40[03]/)
  const { orderId, checkoutUrl } = await checkout.placeOrder()
  const landed = wechat.waitForRequest((request) => /\/oauth\?code=/.test(request.url()))
  await wechat.goto(checkoutUrl)
  const landing = (await landed).url()
  await expect(wechat.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()

  await wechat.context().clearCookies()
  await wechat.evaluate(() => sessionStorage.clear())
  await wechat.goto(landing)
  await expect(wechat.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()
  await expect(wechat).toHaveURL(`${checkout.publicUrl}checkout?order=${orderId}`)
  expect(signIns(sandbox)).toBe(2)
})

test('who has just paid an item and opens its menu entry again is asked first, also after a reload', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 409/)
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)

  await phone.openMenu('点一杯手冲')
  await phone.reads(say.steps.just_paid)
  await phone.sees('¥28.00')
  await phone.reload()
  await phone.reads(say.steps.just_paid)
  await phone.tap(say.seePaid)
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toHaveLength(1)
})

test('an order that runs out of time while it is open turns to expired, and nothing can pay it', async ({
  phone,
  checkout,
  sandbox,
}) => {
  await phone.holdsAWatch()
  const expiresAt = new Date(Date.now() + 10_000).toISOString()
  const { checkoutUrl } = await checkout.placeOrder({ expiresAt })
  await phone.open(checkoutUrl)
  // the page's clock follows the backend's, which nobody can hurry
  await expect
    .poll(
      async () => {
        await phone.waits(1)
        return phone.web.getByRole('heading', { level: 1 }).textContent()
      },
      { timeout: 40_000 },
    )
    .toBe(say.closed.expired.title)
  expect(moneyAt(sandbox)).toEqual([])
})

test.describe('on a desk', () => {
  test.use({ setting: { direct: true } })

  test('the code is a picture that can be kept, and the page turns when the order ends', async ({
    desktop,
    checkout,
  }) => {
    await desktop.clock.install()
    const { orderNo, checkoutUrl } = await checkout.placeOrder()
    await desktop.goto(checkoutUrl)
    const code = desktop.getByRole('img', { name: say.qrLabel })
    await expect(code).toHaveJSProperty('complete', true)
    expect(await code.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
      200,
    )
    const src = (await code.getAttribute('src')) ?? ''
    expect(src).toMatch(/^data:image\/png;base64,/)
    expect(await readCode(desktop, src)).toBe(checkoutUrl)

    await checkout.closeOrder(orderNo)
    await desktop.clock.fastForward(5000)
    await expect(desktop.getByRole('heading', { name: say.steps.closed })).toBeVisible()
    await expect(desktop.getByText(say.closeTab)).toBeVisible()
  })
})

test('WeChat’s own menu is away while the link could be paid, and is back with the success', async ({
  phone,
  page,
}) => {
  const menu = page.getByRole('button', { name: '更多' })
  await phone.openMenu('点一杯手冲')
  await expect(phone.button(say.pay)).toBeVisible()
  await expect(menu).toBeHidden()
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await expect(menu).toBeVisible()
})

test('an order whose answer got lost is asked for with the same key, after a reload as well', async ({
  wechat,
  checkout,
  complaints,
}) => {
  complaints.allow(/Failed to load resource/)
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout`)
  await expect(wechat.getByRole('textbox', { name: say.amountLabel })).toBeVisible()
  const keys: (string | undefined)[] = []
  await wechat.route('**/api/orders', async (route) => {
    keys.push(route.request().headers()['idempotency-key'])
    const response = await route.fetch()
    return keys.length < 3 ? route.abort() : route.fulfill({ response })
  })
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  await wechat.getByRole('button', { name: say.retry }).tap()
  await expect.poll(() => keys.length).toBe(2)
  await expect(wechat.getByRole('button', { name: say.retry })).toBeVisible()
  await wechat.reload()
  await expect(wechat.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[\da-f]{32}$/)
})
