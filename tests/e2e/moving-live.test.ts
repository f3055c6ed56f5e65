import type { Page } from '@playwright/test'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

/** From the panel: the checkout is started anew, and answers again once the button may be tapped. */
async function moveTo(desk: Page, words: string): Promise<void> {
  const button = desk.getByRole('button', { name: words, exact: true })
  await button.click()
  await expect(button).toHaveAttribute('aria-pressed', 'true')
  await expect(button).toBeEnabled()
}

test('new payments move to WeChat Pay and back; what was begun is paid where it was begun', async ({
  checkout,
  complaints,
  desktop,
  phone,
  anotherPhone,
  sandbox,
}) => {
  // A page may ask while the checkout is started anew.
  complaints.allow(/status of 502/)
  await desktop.goto(sandbox.phone?.url ?? '')
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()

  await moveTo(desktop, '新支付走微信支付')
  const next = await checkout.placeOrder({ amount: 900 })
  await anotherPhone.open(next.checkoutUrl)
  await anotherPhone.tap(say.pay)
  await anotherPhone.pay()
  await anotherPhone.reads(say.steps.paid)
  expect(sandbox.wechatpay.orders()).toMatchObject([{ total: 900, state: 'SUCCESS' }])

  // The sheet stayed open all the while, and its charge is one of Paymax's.
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])

  await moveTo(desktop, '新支付走 Paymax')
  const last = await checkout.placeOrder({ amount: 700 })
  await anotherPhone.open(last.checkoutUrl)
  await anotherPhone.tap(say.pay)
  await anotherPhone.pay()
  await anotherPhone.reads(say.steps.paid)
  expect(moneyAt(sandbox).map(({ amount }) => amount)).toEqual([2800, 700])
  expect(sandbox.wechatpay.orders()).toHaveLength(1)
  // What was paid at the other gateway is refunded there.
  await checkout.refund(next.orderNo, 900)
  await expect
    .poll(async () => (await checkout.readOrder(next.orderNo)).status, { timeout: 30_000 })
    .toBe('refunded')
})
