import { isAccessible } from './support/axe'
import type { Checkout } from './support/checkout'
import type { Phone } from './support/phone'
import { expect, test } from './support/test'
import { say } from '../say'

// Nobody is made to wait for somebody else's sheet: its charge is closed, and another one made, at once.
test.use({ setting: { environment: { CHARGE_GRACE: '0' } } })

interface Overtaken {
  readonly checkout: Checkout
  readonly phone: Phone
  readonly anotherPhone: Phone
}

/** 周舟 pays the order while the sheet of the first phone is open; then money of the first one comes. */
async function bothPay({ checkout, phone, anotherPhone }: Overtaken) {
  const order = await checkout.placeOrder({ amount: 3800 })
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()
  await anotherPhone.open(order.checkoutUrl)
  await anotherPhone.tap(say.pay)
  await anotherPhone.pay()
  await anotherPhone.reads(say.steps.paid)

  // What goes back is only sent once Paymax answers again.
  checkout.sandbox.faults.set({ gateway_down: 'cut' })
  const [first] = checkout.sandbox.paymax.charges()
  checkout.sandbox.paymax.pay(first?.id ?? '')
  await expect.poll(() => kinds(checkout, order.orderNo)).toEqual(['double_success'])
  return order
}

async function kinds(checkout: Checkout, orderNo: string): Promise<string[]> {
  return (await checkout.readOrder(orderNo)).incidents.map(({ kind }) => kind)
}

/** Until every refund of the order has reached the payers' accounts. */
async function untilBack(checkout: Checkout, orderNo: string): Promise<void> {
  const statuses = async () => {
    const { refunds } = await checkout.readOrder(orderNo)
    return refunds.length > 0 && refunds.every(({ status }) => status === 'succeeded')
  }
  await expect.poll(statuses).toBe(true)
}

/** The payer only waits. */
async function turnsTo(phone: Phone, heading: string): Promise<void> {
  const waits = async () => {
    await phone.waits(60)
    return phone.web.getByRole('heading', { name: heading, exact: true }).count()
  }
  await expect.poll(waits).toBe(1)
}

test('who paid second reads that their money goes back, and then that it has, and of no success', async ({
  checkout,
  phone,
  anotherPhone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  const { orderNo } = await bothPay({ checkout, phone, anotherPhone })
  await phone.cancelSheet()
  await phone.reads(say.moneyBack.second.title.processing)
  await phone.sees(say.moneyBack.second.why, '¥38.00', orderNo, '山茶咖啡')
  await isAccessible(phone)
  sandbox.faults.reset()
  await turnsTo(phone, say.moneyBack.second.title.succeeded)
  expect(phone.address()).toMatch(/^failure\?order=/)
  expect(phone.headings).not.toContain(say.steps.paid)
  await anotherPhone.reads(say.steps.paid)
  for (const title of Object.values(say.moneyBack.second.title)) {
    expect(anotherPhone.headings).not.toContain(title)
  }
  expect(await checkout.readOrder(orderNo)).toMatchObject({
    status: 'paid',
    refunds: [{ amount: 3800, status: 'succeeded', automatic: true }],
  })
})

test('who paid second reads so on every way back to the order', async ({
  checkout,
  phone,
  anotherPhone,
  sandbox,
}) => {
  const { orderId, orderNo, checkoutUrl } = await bothPay({ checkout, phone, anotherPhone })
  await phone.cancelSheet()
  sandbox.faults.reset()
  await untilBack(checkout, orderNo)
  await phone.reload()
  await phone.reads(say.moneyBack.second.title.succeeded)
  const link = `checkout?order=${orderId}`
  for (const way of [
    checkoutUrl,
    `success?order=${orderId}`,
    `pending?order=${orderId}`,
    `api/oauth/authorize?to=${encodeURIComponent(link)}`,
  ]) {
    await phone.open(way)
    await phone.reads(say.moneyBack.second.title.succeeded)
  }
  expect(phone.headings).not.toContain(say.steps.paid)
  await anotherPhone.open(checkoutUrl)
  await anotherPhone.reads(say.steps.paid)
})

test('who pays twice, as the answer to their first charge was lost, reads of both', async ({
  checkout,
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 503/)
  const order = await checkout.placeOrder()
  sandbox.faults.set({ answer_lost: true })
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await phone.sees(say.failures.gatewayUnavailable.what)
  sandbox.faults.reset()
  await phone.tap(say.payAgain)
  await phone.pay()
  await phone.reads(say.steps.paid)

  const [lost] = sandbox.paymax.charges()
  sandbox.paymax.pay(lost?.id ?? '')
  await expect.poll(() => kinds(checkout, order.orderNo)).toEqual(['double_success'])
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.reads(say.moneyBack.second.title.succeeded)
  await phone.sees(say.moneyBack.second.why, say.moneyBackNow.succeeded.money('¥38.80'))
})

test('money that comes after the merchant closed the order goes back, and the page turns by itself', async ({
  checkout,
  phone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  const order = await checkout.placeOrder()
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()
  await checkout.closeOrder(order.orderNo)
  await phone.cancelSheet()
  await phone.reads(say.steps.closed)

  sandbox.faults.set({ gateway_down: 'cut' })
  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await turnsTo(phone, say.moneyBack.late.title.processing)
  sandbox.faults.reset()
  await turnsTo(phone, say.moneyBack.late.title.succeeded)
  await phone.sees(say.moneyBack.late.why, order.orderNo)
  expect(phone.headings).not.toContain(say.steps.paid)
  expect(await kinds(checkout, order.orderNo)).toEqual(['late_payment'])
})

test('a merchant’s refunds are told to whoever paid: a part, then the whole', async ({
  checkout,
  phone,
}) => {
  const order = await checkout.placeOrder({ amount: 3800 })
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)

  await checkout.refund(order.orderNo, 1000)
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.sees(say.refundedPart('¥10.00', '¥28.00'), say.merchantRefund.succeeded('¥10.00'))
  await phone.reads(say.steps.paid)

  await checkout.refund(order.orderNo, 2800)
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.reads(say.steps.refunded)
  await phone.sees(say.refundedNow('¥38.00'))
})

test('a refund is told on the page that stays open, too', async ({ checkout, phone }) => {
  await phone.holdsAWatch()
  const order = await checkout.placeOrder({ amount: 3800 })
  await phone.open(order.checkoutUrl)
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await checkout.refund(order.orderNo, 1000)
  await untilBack(checkout, order.orderNo)
  const waits = async () => {
    await phone.waits(60)
    return phone.web.getByText(say.refundedPart('¥10.00', '¥28.00')).count()
  }
  await expect.poll(waits).toBe(1)
  await phone.reads(say.steps.paid)
})

test('who meets a closed order under their finger reads that it is closed', async ({
  checkout,
  phone,
  complaints,
}) => {
  complaints.allow(/status of 409/)
  const order = await checkout.placeOrder()
  await phone.open(order.checkoutUrl)
  await phone.sees(say.pay)
  await checkout.closeOrder(order.orderNo)
  await phone.tap(say.pay)
  await phone.reads(say.steps.closed)
})
