import { expect, moneyAt, signIns, test } from './support/test'
import { say, sayInEnglish } from '../say'

test('back after success leads out of the checkout, and never to WeChat again', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const chat = sandbox.phone?.url ?? ''
  const success = wechat.getByRole('heading', { name: say.steps.paid, exact: true })
  await wechat.goto(chat)
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
  await wechat.getByRole('button', { name: say.pay }).tap()
  await expect(success).toBeVisible()

  await wechat.goBack()
  await expect(wechat).toHaveURL(chat)
  await wechat.goForward()
  await expect(success).toBeVisible()
  expect(signIns(sandbox)).toBe(1)
  expect(moneyAt(sandbox)).toHaveLength(1)
})

test('who goes back to an order that was closed meanwhile reads so', async ({
  wechat,
  checkout,
  sandbox,
}) => {
  const { checkoutUrl, orderNo } = await checkout.placeOrder()
  const heading = wechat.getByRole('heading', { level: 1 })
  await wechat.goto(checkoutUrl)
  await expect(heading).toHaveText(say.payTo('山茶咖啡'))
  await wechat.goto(sandbox.phone?.url ?? '')
  await checkout.closeOrder(orderNo)
  await wechat.goBack()
  await expect(heading).toHaveText(say.steps.closed)
  expect(moneyAt(sandbox)).toEqual([])
})

test.describe('in a browser that is no WeChat', () => {
  test.use({ setting: { direct: true } })

  test('who opens a link reads how to open it in WeChat; nothing is charged', async ({
    desktop,
    checkout,
    sandbox,
  }) => {
    const { orderId, checkoutUrl } = await checkout.placeOrder()
    await desktop.goto(checkoutUrl)
    await expect(desktop.getByRole('heading', { name: say.steps.outside })).toBeVisible()
    await expect(desktop.getByRole('img', { name: say.qrLabel })).toBeVisible()
    await expect(desktop.getByText(checkoutUrl)).toBeVisible()
    await expect(desktop).toHaveURL(`${checkout.publicUrl}wechat?order=${orderId}`)
    expect(moneyAt(sandbox)).toEqual([])
    expect(signIns(sandbox)).toBe(0)
  })

  test('who opens a menu entry is not sent to WeChat’s authorise page', async ({
    desktop,
    checkout,
    sandbox,
  }) => {
    await desktop.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
    await expect(desktop.getByRole('heading', { name: say.steps.outside })).toBeVisible()
    await expect(desktop.getByText(`${checkout.publicUrl}checkout?item=coffee`)).toBeVisible()
    expect(signIns(sandbox)).toBe(0)
  })
})

test('who opens a link in a WeChat on a computer is told to pay on a phone', async ({
  phone,
  checkout,
  sandbox,
}) => {
  sandbox.faults.set({ platform: 'desktop' })
  const { checkoutUrl } = await checkout.placeOrder()
  await phone.open(checkoutUrl)
  await phone.reads(say.steps.outside)
  await phone.sees(say.outside.desktop)
  expect(moneyAt(sandbox)).toEqual([])
})

test.describe('where the merchant asks who is paying', () => {
  test.use({ setting: { environment: { WECHAT_OAUTH_SCOPE: 'snsapi_userinfo' } } })

  test('a payer who refuses reads why it is asked, and may still agree and pay', async ({
    phone,
    complaints,
  }) => {
    complaints.allow(/status of 400/)
    await phone.openMenu('点一杯手冲')
    await phone.web.getByText('拒绝').tap()
    await phone.sees(say.failures.loginDenied.what, say.failures.loginDenied.money)
    await phone.tap(say.signInAgain)
    await phone.web.getByText('允许').tap()
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
  })

  test('a snapshot page is told how to get the whole service', async ({
    phone,
    sandbox,
    complaints,
  }) => {
    complaints.allow(/status of 403/)
    sandbox.faults.set({ snapshot_user: true })
    await phone.openMenu('点一杯手冲')
    await phone.sees(say.failures.snapshot.what, say.failures.snapshot.now)
    expect(moneyAt(sandbox)).toEqual([])
  })
})

test('a payer whose WeChat speaks English reads English', async ({ phone, page, sandbox }) => {
  await page.route('**/__wechat/bridge.js', async (route) => {
    const script = await (await route.fetch()).text()
    await route.fulfill({
      contentType: 'text/javascript',
      body: script.replace('Language/zh_CN', 'Language/en'),
    })
  })
  await phone.openMenu('点一杯手冲')
  await phone.tap(sayInEnglish.pay)
  await phone.pay()
  await phone.reads(sayInEnglish.steps.paid)
  await expect(phone.web.locator('html')).toHaveAttribute('lang', 'en')
  expect(moneyAt(sandbox)).toHaveLength(1)
})

test('where WeChat refuses the merchant’s configuration, the payer reads whom to tell', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 502/)
  sandbox.faults.set({ wechat_api: '40125' })
  await phone.openMenu('点一杯手冲')
  await phone.sees(...Object.values(say.failures.wechatMisconfigured))
  expect(moneyAt(sandbox)).toEqual([])
})

test('an address that leads nowhere says so and offers a way on', async ({ phone, complaints }) => {
  complaints.allow(/status of 404/)
  await phone.open('somewhere')
  await phone.reads(say.steps.nowhere)
  await expect(phone.web.getByRole('link', { name: say.openCheckout })).toBeVisible()
})
