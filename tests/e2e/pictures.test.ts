import type { Page } from '@playwright/test'
import { inARow, portrait } from './support/portrait'
import { expect, test } from './support/test'
import { say } from '../say'

// What the pictures are pinned with is no part of the page's own policy.
test.use({ bypassCSP: true, locale: 'zh-CN' })

const order = {
  orderNo: 'CARD20260315',
  amount: 12_900,
  subject: '山茶会员年卡',
  body: '全年手冲第二杯半价',
}

const inThreeDays = () => new Date(Date.now() + 3 * 86_400_000).toISOString()

/** `npm run pictures` makes them anew. */
test('the README shows the checkout as it looks today', async ({ phone, checkout, desktop }) => {
  const pictures: Buffer[] = []
  for (const [colorScheme, orderNo] of [
    ['light', 'CARD20260315'],
    ['dark', 'CARD20260316'],
  ] as const) {
    await phone.page.emulateMedia({ colorScheme })
    const { checkoutUrl } = await checkout.placeOrder({
      ...order,
      orderNo,
      expiresAt: inThreeDays(),
    })
    await phone.open(checkoutUrl)
    await expect(phone.button(say.pay)).toBeEnabled()
    await titled(phone.page, say.steps.ready)
    pictures.push(await portrait(phone.page))
    await phone.tap(say.pay)
    await expect(phone.sheet).toBeVisible()
    await titled(phone.page, say.steps.sheet)
    pictures.push(await portrait(phone.page))
    await phone.pay()
    await phone.reads(say.steps.paid)
    await titled(phone.page, say.steps.paid)
    pictures.push(await portrait(phone.page))
  }
  expect(await inARow(desktop, pictures)).toMatchSnapshot('checkout.png')
})

test('the docs show the sandbox as it looks today', async ({ desktop, checkout }) => {
  await desktop.setViewportSize({ width: 1440, height: 900 })
  const { checkoutUrl } = await checkout.placeOrder({ ...order, expiresAt: inThreeDays() })
  const chat = checkout.sandbox.phone?.url ?? ''
  await desktop.goto(`${chat}?open=${encodeURIComponent(checkoutUrl)}`)
  await desktop.frameLocator('iframe[name=webview]').getByRole('button', { name: say.pay }).click()
  await expect(desktop.getByLabel('微信支付', { exact: true })).toBeVisible()
  await expect(desktop.locator('.message').filter({ hasText: '网页请微信拉起支付' })).toBeVisible()
  await titled(desktop, say.steps.sheet)
  expect(await portrait(desktop)).toMatchSnapshot('sandbox.png')
})

/** The window's title follows the page's a moment later. */
async function titled(page: Page, title: string): Promise<void> {
  await expect(page.locator('.webview .bar b')).toHaveText(title)
}
