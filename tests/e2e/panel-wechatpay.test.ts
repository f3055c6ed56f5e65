import type { Page } from '@playwright/test'
import { lineTo } from '../server/sandbox-wechatpay/line'
import { aNumber, anOrder } from '../server/sandbox-wechatpay/orders'
import { expect, test, type Story } from './support/test'
import { say } from '../say'

type Given = Pick<Story, 'desktop' | 'sandbox'>

/** A browser on a desk with the panel in it, and an order that some client makes at WeChat Pay. */
async function sitDown({ desktop, sandbox }: Given): Promise<{ desk: Page; number: string }> {
  const { wechatpay } = sandbox
  // Nobody listens for its notices: what is looked at is the panel.
  wechatpay.noticeTarget = () => Promise.resolve({ status: 204, body: '' })
  await desktop.goto(sandbox.phone?.url ?? '')
  const number = aNumber()
  const order = anOrder(sandbox, { out_trade_no: number })
  const ask = lineTo(wechatpay, Date.now)
  const { status } = await ask({ method: 'POST', path: '/v3/pay/transactions/jsapi', body: order })
  expect(status).toBe(200)
  return { desk: desktop, number }
}

const chargeOf = (desk: Page) => desk.locator('.charges details').first()

test('an order at WeChat Pay stands among the charges, and offers what makes sense', async ({
  desktop,
  sandbox,
}) => {
  const { desk, number } = await sitDown({ desktop, sandbox })
  const charge = chargeOf(desk)
  await expect(charge).toContainText('等待支付')
  await expect(charge).toContainText('¥12.50')
  await charge.locator('summary').click()
  const atGateway = charge.locator('.acts').filter({ hasText: '微信支付' })
  // It tells of nothing but money.
  await expect(atGateway.getByRole('button', { name: '再发通知' })).toBeHidden()

  await atGateway.getByRole('button', { name: '钱到了' }).click()
  await expect(charge).toContainText('已支付')
  await atGateway.getByRole('button', { name: '退一半' }).click()
  await expect(charge).toContainText('已退 ¥6.25')
  expect(sandbox.wechatpay.orders()).toMatchObject([{ outTradeNo: number, state: 'REFUND' }])
})

test('a notice is shown sealed, and opened below', async ({ desktop, sandbox }) => {
  const { desk, number } = await sitDown({ desktop, sandbox })
  sandbox.wechatpay.pay(number)
  const notice = desk.locator('.message').filter({ hasText: '微信支付的通知' })
  await expect(notice).toContainText('签名有效')
  await notice.locator('summary').click()
  const [request, signed] = [notice.locator('pre').first(), notice.locator('.signed pre')]
  await expect(request).toContainText('"ciphertext"')
  await expect(request).toContainText('"trade_state": "SUCCESS"')
  await expect(signed).toHaveText(/^\d{10}\n[0-9a-f]{32}\n\{/)
})

test('its faults can be switched on, and say how many are', async ({ desktop, sandbox }) => {
  const { desk } = await sitDown({ desktop, sandbox })
  await desk.getByLabel('关单说 204，没关').locator('..').click()
  await expect(desk.locator('.count')).toHaveText('1 项打开')
  expect(sandbox.faults.get().wxpay_close_idle).toBe(true)
})

test.describe('where new charges are made at WeChat Pay', () => {
  test.use({ setting: { environment: { GATEWAY: 'wechatpay' } } })

  test('a payer pays on the phone, and the shop refunds by the merchant’s number', async ({
    desktop,
    sandbox,
  }) => {
    await desktop.goto(sandbox.phone?.url ?? '')
    await desktop.getByLabel('公众号菜单').getByRole('button', { name: '点一杯手冲' }).click()
    const web = desktop.frameLocator('iframe[name=webview]')
    await web.getByRole('button', { name: say.pay }).click()
    await desktop.getByLabel('微信支付', { exact: true }).focus()
    await desktop.keyboard.type('123456')
    await desktop.getByRole('button', { name: '完成', exact: true }).click()
    await expect(web.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()

    const charge = chargeOf(desktop)
    await charge.locator('summary').click()
    const byShop = charge.locator('.acts').filter({ hasText: '商家' })
    await byShop.getByRole('button', { name: '退一半' }).click()
    await expect(charge).toContainText('已退 ¥14.00')
    await expect(desktop.locator('.messages h3').last()).toHaveText(/^手冲咖啡 ¥28\.00 · P-/)
    await expect
      .poll(() => sandbox.wechatpay.notices().map(({ state }) => state))
      .toEqual(['delivered', 'delivered'])
    expect(sandbox.paymax.charges()).toEqual([])
  })
})
