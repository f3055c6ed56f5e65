import { expect, moneyAt, test } from './support/test'
import { fixed, say } from '../say'

test('a payer who puts the sheet away reads that nothing was charged, and pays after all', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.cancelSheet()
  await phone.reads(say.steps.unpaid)
  await phone.sees(fixed(say.notCharged))
  expect(phone.address()).toMatch(/^failure\?order=/)
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('`ok` without money is never a success; money that comes later is, by itself', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ ok_without_money: true })
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.confirming)
  await phone.waits(31)
  await phone.reads(say.steps.pending)
  expect(phone.address()).toMatch(/^pending\?order=/)
  expect(phone.headings).not.toContain(say.steps.paid)
  await expect(phone.web.getByText(fixed(say.notCharged))).toHaveCount(0)

  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await phone.waits(4)
  await phone.reads(say.steps.paid)
})

test('money that comes after «not completed» turns the page to success', async ({
  phone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.cancelSheet()
  await phone.reads(say.steps.unpaid)
  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await phone.waits(4)
  await phone.reads(say.steps.paid)
})

test('a success page typed by hand for an order that nobody paid shows no success', async ({
  checkout,
  phone,
}) => {
  const { orderId } = await checkout.placeOrder()
  await phone.open(`success?order=${orderId}`)
  await phone.reads(say.steps.unpaid)
  expect(phone.headings).not.toContain(say.steps.paid)
  expect(phone.address()).toBe(`failure?order=${orderId}`)
})

test('a gateway that refuses is told about, and the payer may pay again', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 502/)
  sandbox.faults.set({ gateway_refuses: 'CHANNEL_NOT_AVAILABLE' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.sees(say.failures.gatewayRejected.what, say.failures.gatewayRejected.money)
  await expect(phone.sheet).toHaveCount(0)
  sandbox.faults.reset()
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('a charge whose answer got lost is told about, and the payer pays another, once', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 503/)
  sandbox.faults.set({ answer_lost: true })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.sees(say.failures.gatewayUnavailable.what, say.failures.gatewayUnavailable.money)
  sandbox.faults.reset()
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox).filter(({ status }) => status === 'SUCCEED')).toHaveLength(1)
})

test('a sheet that WeChat does not permit leaves the payer with nothing charged and a way on', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ bridge_answer: 'system:access_denied' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.reads(say.steps.unpaid)
  await phone.sees(say.denied.what, fixed(say.notCharged), say.denied.now)
  sandbox.faults.reset()
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)
})

test('who comes while somebody else is paying is told so, and reads when it is paid', async ({
  checkout,
  phone,
  anotherPhone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 409/)
  const { checkoutUrl } = await checkout.placeOrder()
  await phone.open(checkoutUrl)
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()

  await anotherPhone.open(checkoutUrl)
  await anotherPhone.sees(say.busy)
  await anotherPhone.tap(say.pay)
  await anotherPhone.sees(say.failures.inProgress.what, say.failures.inProgress.money)
  await expect(anotherPhone.sheet).toHaveCount(0)

  await phone.pay()
  await phone.reads(say.steps.paid)
  await anotherPhone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toHaveLength(1)
})
