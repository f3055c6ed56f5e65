import type { Page } from '@playwright/test'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

const scripts = '**/assets/*.js'
// What stands in index.html itself: no dictionary has arrived yet.
const oncePaid = '不要重复付款'
const retry = '重试'

test('scripts that do not arrive: the page says so at once, and a retry opens it', async ({
  wechat,
  checkout,
  complaints,
}) => {
  complaints.allow(/Failed to load resource/)
  await wechat.route(scripts, (route) => route.abort())
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  const alert = wechat.getByRole('alert')
  await expect(alert).toContainText('网络中断')
  await expect(alert).toContainText('Check your network')
  await expect(alert).toContainText(oncePaid)
  await wechat.unroute(scripts)
  await wechat.getByRole('button', { name: retry }).tap()
  await expect(wechat.getByRole('button', { name: say.pay, disabled: false })).toBeVisible()
})

test('a retry that nobody answers stays on the page', async ({ wechat, checkout, complaints }) => {
  complaints.allow(/Failed to load resource/)
  await wechat.route(scripts, (route) => route.abort())
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  const button = wechat.getByRole('button', { name: retry })
  await expect(button).toBeVisible()
  await wechat.route('**/checkout*', (route) => route.abort())
  const asked = wechat.waitForEvent('requestfailed', (request) => /checkout/.test(request.url()))
  await button.tap()
  await asked
  await expect(button).toBeEnabled()
  await expect(wechat.getByRole('alert')).toContainText('网络中断')
})

test('scripts that this engine cannot read: the page says at once that it is too old', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  complaints.allow(/SyntaxError/)
  await wechat.route('**/assets/vendor-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'syntax of @@ the year 2099' }),
  )
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
  await expect(wechat.getByRole('alert')).toContainText('版本过低')
  await expect(wechat.getByRole('alert')).toContainText('Update WeChat')
  await expect(wechat.getByRole('button')).toHaveCount(0)
  expect(moneyAt(sandbox)).toEqual([])
})

test('an engine without modules is told at once', async ({ wechat, checkout }) => {
  // No engine of today can be made to forget modules: its page is served as such an engine reads it.
  await wechat.addInitScript(() => Reflect.deleteProperty(HTMLScriptElement.prototype, 'noModule'))
  await wechat.route('**/checkout*', async (route) => {
    const answer = await route.fetch()
    const read = (await answer.text()).replace('<script nomodule', '<script')
    await route.fulfill({ response: answer, body: read })
  })
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  await expect(wechat.getByRole('alert')).toContainText('版本过低')
})

/** Scripts that are on their way until they are let go. */
async function holdScripts(page: Page): Promise<() => void> {
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route(scripts, async (route) => {
    await released
    await route.continue()
  })
  return () => letGo()
}

test('scripts that take longer than ten seconds: the page says that it is slow, and opens after all', async ({
  wechat,
  checkout,
}) => {
  await wechat.clock.install()
  const letGo = await holdScripts(wechat)
  await wechat.goto(`${checkout.publicUrl}checkout`, { waitUntil: 'commit' })
  await expect(wechat.getByText('正在打开收银台')).toBeVisible()
  await wechat.clock.fastForward(12_000)
  await expect(wechat.getByRole('alert')).toContainText('还在打开')
  letGo()
  await expect(wechat.getByRole('button', { name: '1', exact: true })).toBeVisible()
  await expect(wechat.getByRole('alert')).toHaveCount(0)
})

test('an order is shown and its sheet opens while the scripts are still on their way', async ({
  phone,
  sandbox,
}) => {
  const coming = await phone.holdBack(scripts)
  await phone.openMenu('点一杯手冲')
  await phone.sees('手冲咖啡', '28.00')
  await phone.tapTwice(say.pay)
  await expect(phone.sheet).toContainText('¥28.00')
  expect(phone.address()).toMatch(/^checkout\?order=[\w-]{22}$/)
  await phone.pay()
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  await coming.letGo()
  await phone.reads(say.steps.paid)
})

test('who pays before the scripts have failed is told to find out and not to pay again, and does', async ({
  phone,
  complaints,
}) => {
  complaints.allow(/Failed to load resource/)
  let fail = () => {}
  const failing = new Promise<void>((resolve) => {
    fail = resolve
  })
  await phone.page.route(scripts, async (route) => {
    await failing
    await route.abort()
  })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  fail()
  await phone.sees('支付结果还没有查到', 'Please do not pay again')
  await phone.page.unroute(scripts)
  await phone.web.getByRole('button', { name: retry }).tap()
  await phone.reads(say.steps.paid)
})
