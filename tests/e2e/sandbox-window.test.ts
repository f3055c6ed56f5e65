import { expect, test } from './support/test'
import { fixed, say } from '../say'

test('‹ goes back a page, and on the first one to the chat, as in WeChat', async ({
  phone,
  checkout,
  complaints,
}) => {
  complaints.allow(/status of 404/)
  const { page } = phone
  const back = page.getByRole('button', { name: '返回', exact: true })
  const window = page.locator('iframe[name=webview]')
  const chat = checkout.sandbox.phone?.url ?? ''

  await phone.openMenu('点一杯手冲')
  await phone.sees('¥28.00')
  await back.tap()
  await expect(window).toHaveCount(0)
  await expect(page.getByLabel('公众号菜单')).toBeVisible()
  expect(page.url()).toBe(chat)

  const { checkoutUrl } = await checkout.placeOrder()
  await phone.open(checkoutUrl)
  await phone.sees('¥38.80')
  await page.frame('webview')?.evaluate(() => location.assign('nothing-here'))
  await expect.poll(phone.address).toBe('nothing-here')
  await back.tap()
  await phone.sees('¥38.80')
  await back.tap()
  await expect(window).toHaveCount(0)
  expect(page.url()).toBe(chat)
})

test('after ✕ the next page is a first page again', async ({ phone, checkout }) => {
  const { page } = phone
  const entry = page.getByLabel('公众号菜单').getByRole('button', { name: '自助付款' })

  await phone.openMenu('点一杯手冲')
  await phone.sees('¥28.00')
  await page.getByRole('button', { name: '关闭', exact: true }).first().tap()
  await entry.tap()
  await phone.sees(fixed(say.payTo))
  await page.getByRole('button', { name: '返回', exact: true }).tap()

  await expect(page.locator('iframe[name=webview]')).toHaveCount(0)
  await expect(entry).toBeVisible()
  expect(page.url()).toBe(checkout.sandbox.phone?.url)
})
