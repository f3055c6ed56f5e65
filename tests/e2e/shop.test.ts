import { expect, test } from './support/test'
import { say } from '../say'

test('the shop reads of a payment on its own page, breaks, is told again, and asks for it once more', async ({
  phone,
  desktop,
  checkout,
}) => {
  await desktop.goto(checkout.sandbox.phone?.shop.url ?? '')
  const shop = desktop.locator('.shop')
  const told = shop.locator('.told-part .message').filter({ hasText: 'order.paid' })
  const tries = told.locator('.tries li')
  await expect(shop.getByText('还没有。在手机上付一笔')).toBeVisible()

  await shop.getByRole('button', { name: '回答 500' }).click()
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await expect(told).toContainText('签名有效')
  await expect(told).toContainText('订单已支付')
  await expect(tries.first()).toContainText('500')
  await expect(told).toContainText('再发')
  const order = shop.locator('.orders li').filter({ hasText: '手冲咖啡' })
  await expect(order).toContainText('已支付')
  await expect(order).toContainText('还没有收到通知')

  await shop.getByRole('button', { name: '正常' }).click()
  await expect(tries).toContainText(['500', '204'])
  await expect(order).toContainText('通知 1 说：已支付')

  await told.getByRole('button', { name: '再发一次' }).click()
  await expect(tries.last()).toContainText('编号见过')
  await told.locator('summary').click()
  await expect(told.locator('pre').last()).toContainText('"type": "order.paid"')
})

for (const [locale, heading] of [
  ['zh-CN', '收到的通知'],
  ['zh-TW', '收到的通知'],
  ['en-GB', 'Notifications'],
] as const) {
  test.describe(() => {
    test.use({ locale })
    test(`the shop’s page speaks to a browser in ${locale}, and fits a phone`, async ({
      page,
      checkout,
    }) => {
      const { orderNo } = await checkout.placeOrder({ subject: 'Camellia '.repeat(12).trim() })
      await checkout.closeOrder(orderNo)
      await page.goto(checkout.sandbox.phone?.shop.url ?? '')
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
      await expect(page.locator('.tries')).toContainText('204')
      await expect(page.locator('.orders')).toContainText(orderNo)
      await page.locator('.told-part summary').click()
      const tooWide = await page.evaluate(() =>
        [...document.querySelectorAll('html, .shop, .orders, .messages, .segments, .acts')]
          .filter((one) => one.scrollWidth > one.clientWidth)
          .map((one) => one.className || one.tagName),
      )
      expect(tooWide).toEqual([])
      if (locale === 'en-GB') {
        const said = await page.locator('.shop').innerText()
        // What the merchant calls its own things stays as it is.
        const own = /山茶咖啡|会员年费|公众号支付 “引号” 😀|“引号”/g
        expect(said.replace(own, '')).not.toMatch(/[⺀-鿿＀-￯]/)
      }
    })
  })
}

test('the panel leads to the shop', async ({ desktop, checkout }) => {
  await desktop.goto(checkout.sandbox.phone?.url ?? '')
  await expect(desktop.getByRole('link', { name: '商家 ↗' })).toHaveAttribute('href', '/__shop/')
})
