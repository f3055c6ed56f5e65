import { expect, moneyAt, test } from './support/test'

const scripts = '**/assets/*.js'
const oncePaid = '不要重复付款'

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
  await wechat.getByRole('button', { name: '重试' }).tap()
  await expect(wechat.getByRole('button', { name: '立即支付' })).toBeVisible()
})

test('a retry that nobody answers stays on the page', async ({ wechat, checkout, complaints }) => {
  complaints.allow(/Failed to load resource/)
  await wechat.route(scripts, (route) => route.abort())
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  const retry = wechat.getByRole('button', { name: '重试' })
  await expect(retry).toBeVisible()
  await wechat.route('**/checkout*', (route) => route.abort())
  const asked = wechat.waitForEvent('requestfailed', (request) => /checkout/.test(request.url()))
  await retry.tap()
  await asked
  await expect(retry).toBeEnabled()
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
  await wechat.route('**/checkout*', async (route) => {
    const answer = await route.fetch()
    const page = await answer.text()
    const read = page
      .replace('<script nomodule', '<script')
      .replace('type="module"', 'type="unknown"')
    await route.fulfill({ response: answer, body: read })
  })
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`)
  await expect(wechat.getByRole('alert')).toContainText('版本过低')
})

test('scripts that take longer than ten seconds: the page says that it is slow, and opens after all', async ({
  wechat,
  checkout,
}) => {
  let letGo = () => {}
  const released = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await wechat.clock.install()
  await wechat.route(scripts, async (route) => {
    await released
    await route.continue()
  })
  await wechat.goto(`${checkout.publicUrl}checkout?item=coffee`, { waitUntil: 'commit' })
  await expect(wechat.getByText('正在打开收银台')).toBeVisible()
  await wechat.clock.fastForward(12_000)
  await expect(wechat.getByRole('alert')).toContainText('还在打开')
  letGo()
  await expect(wechat.getByRole('button', { name: '立即支付' })).toBeVisible()
  await expect(wechat.getByRole('alert')).toHaveCount(0)
})
