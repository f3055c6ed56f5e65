import type { Page } from '@playwright/test'
import { lineTo } from '../server/sandbox-wechatpay/line'
import { aNumber, anOrder } from '../server/sandbox-wechatpay/orders'
import { expect, test, type Story } from './support/test'

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
