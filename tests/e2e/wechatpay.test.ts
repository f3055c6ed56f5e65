import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { expect, test } from './support/test'
import { fixed, say } from '../say'

test.use({ setting: { environment: { GATEWAY: 'wechatpay', CHARGE_GRACE: '0' } } })

/** The orders that WeChat Pay has, and what became of them. */
function moneyAtWechatPay(sandbox: Sandbox) {
  return sandbox.wechatpay.orders().map(({ total, state }) => ({ total, state }))
}

test('who pays at WeChat Pay reads of success, and the checkout is told', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await phone.sees('¥28.00')
  expect(moneyAtWechatPay(sandbox)).toEqual([{ total: 2800, state: 'SUCCESS' }])
  await expect
    .poll(() => sandbox.wechatpay.notices().map(({ state }) => state))
    .toEqual(['delivered'])
  expect(sandbox.paymax.charges()).toEqual([])
})

test('who puts the sheet of WeChat Pay away reads that nothing was charged, and pays after all', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.cancelSheet()
  await phone.reads(say.steps.unpaid)
  await phone.sees(fixed(say.notCharged))
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)
  const paid = sandbox.wechatpay.orders().filter(({ state }) => state === 'SUCCESS')
  expect(paid).toHaveLength(1)
})

test('who pays while every notice of WeChat Pay is lost does not notice', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ wxpay_notices: 'lost' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(sandbox.wechatpay.notices().filter(({ state }) => state === 'delivered')).toEqual([])
})

test('who paid second at WeChat Pay reads that their money goes back, and then that it has', async ({
  checkout,
  phone,
  anotherPhone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  const order = await checkout.placeOrder({ amount: 3800 })
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()
  const [first] = sandbox.wechatpay.orders()
  await anotherPhone.open(order.checkoutUrl)
  await anotherPhone.tap(say.pay)
  await anotherPhone.pay()
  await anotherPhone.reads(say.steps.paid)

  // What goes back is only sent once WeChat Pay answers again.
  sandbox.faults.set({ wxpay_down: 'cut' })
  sandbox.wechatpay.pay(first?.outTradeNo ?? '')
  const read = () => checkout.readOrder(order.orderNo)
  await expect.poll(read).toMatchObject({ incidents: [{ kind: 'double_success' }] })
  await phone.cancelSheet()
  await phone.reads(say.moneyBack.second.title.processing)

  sandbox.faults.reset()
  const refunds = [{ amount: 3800, status: 'succeeded', automatic: true }]
  await expect.poll(read, { timeout: 30_000 }).toMatchObject({ status: 'paid', refunds })
  await phone.reload()
  await phone.reads(say.moneyBack.second.title.succeeded)
  expect(phone.headings).not.toContain(say.steps.paid)
  await anotherPhone.reads(say.steps.paid)
})
