import { isAccessible } from './support/axe'
import type { Checkout } from './support/checkout'
import type { Phone } from './support/phone'
import { expect, test } from './support/test'

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
  await phone.tap('立即支付')
  await expect(phone.sheet).toBeVisible()
  await anotherPhone.open(order.checkoutUrl)
  await anotherPhone.tap('立即支付')
  await anotherPhone.pay()
  await anotherPhone.reads('支付成功')

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
  await phone.reads('重复支付，正在退款')
  await phone.sees('您的这一笔是多付的', '¥38.00', orderNo, '山茶咖啡')
  await isAccessible(phone)
  sandbox.faults.reset()
  await turnsTo(phone, '重复支付，已退款')
  expect(phone.address()).toMatch(/^failure\?order=/)
  expect(phone.headings).not.toContain('支付成功')
  await anotherPhone.reads('支付成功')
  expect(anotherPhone.headings.join()).not.toContain('退款')
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
  await phone.reads('重复支付，已退款')
  const link = `checkout?order=${orderId}`
  for (const way of [
    checkoutUrl,
    `success?order=${orderId}`,
    `pending?order=${orderId}`,
    `api/oauth/authorize?to=${encodeURIComponent(link)}`,
  ]) {
    await phone.open(way)
    await phone.reads('重复支付，已退款')
  }
  expect(phone.headings).not.toContain('支付成功')
  await anotherPhone.open(checkoutUrl)
  await anotherPhone.reads('支付成功')
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
  await phone.tap('立即支付')
  await phone.sees('支付机构暂时没有响应')
  sandbox.faults.reset()
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')

  const [lost] = sandbox.paymax.charges()
  sandbox.paymax.pay(lost?.id ?? '')
  await expect.poll(() => kinds(checkout, order.orderNo)).toEqual(['double_success'])
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.reads('重复支付，已退款')
  await phone.sees('这个订单已经付过款了', '已原路退回')
})

test('money that comes after the merchant closed the order goes back, and the page turns by itself', async ({
  checkout,
  phone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  const order = await checkout.placeOrder()
  await phone.open(order.checkoutUrl)
  await phone.tap('立即支付')
  await expect(phone.sheet).toBeVisible()
  await checkout.closeOrder(order.orderNo)
  await phone.cancelSheet()
  await phone.reads('订单已关闭')

  sandbox.faults.set({ gateway_down: 'cut' })
  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await turnsTo(phone, '订单已关闭，正在退款')
  sandbox.faults.reset()
  await turnsTo(phone, '订单已关闭，已退款')
  await phone.sees('商家已经关闭了这个订单', order.orderNo)
  expect(phone.headings).not.toContain('支付成功')
  expect(await kinds(checkout, order.orderNo)).toEqual(['late_payment'])
})

test('a merchant’s refunds are told to whoever paid: a part, then the whole', async ({
  checkout,
  phone,
}) => {
  const order = await checkout.placeOrder({ amount: 3800 })
  await phone.open(order.checkoutUrl)
  await phone.tap('立即支付')
  await phone.pay()
  await phone.reads('支付成功')

  await checkout.refund(order.orderNo, 1000)
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.sees('商家已把其中一部分退回')
  await phone.reads('支付成功')

  await checkout.refund(order.orderNo, 2800)
  await untilBack(checkout, order.orderNo)
  await phone.reload()
  await phone.reads('订单已全额退款')
  await phone.sees('¥38.00 已原路退回')
})

test('who meets a closed order under their finger reads that it is closed', async ({
  checkout,
  phone,
  complaints,
}) => {
  complaints.allow(/status of 409/)
  const order = await checkout.placeOrder()
  await phone.open(order.checkoutUrl)
  await phone.sees('立即支付')
  await checkout.closeOrder(order.orderNo)
  await phone.tap('立即支付')
  await phone.reads('订单已关闭')
})
