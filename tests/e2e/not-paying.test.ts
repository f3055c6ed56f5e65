import { expect, moneyAt, test } from './support/test'

test('a payer who puts the sheet away reads that nothing was charged, and pays after all', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.cancelSheet()
  await phone.reads('支付未完成')
  await phone.sees('未扣款')
  expect(phone.address()).toMatch(/^failure\?order=/)
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('`ok` without money is never a success; money that comes later is, by itself', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ ok_without_money: true })
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.pay()
  await phone.reads('支付结果确认中')
  await phone.waits(31)
  await phone.reads('支付结果确认中')
  expect(phone.address()).toMatch(/^pending\?order=/)
  expect(phone.headings).not.toContain('支付成功')
  await expect(phone.web.getByText('未扣款')).toHaveCount(0)

  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await phone.waits(4)
  await phone.reads('支付成功')
})

test('money that comes after «not completed» turns the page to success', async ({
  phone,
  sandbox,
}) => {
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.cancelSheet()
  await phone.reads('支付未完成')
  const [charge] = sandbox.paymax.charges()
  sandbox.paymax.pay(charge?.id ?? '')
  await phone.waits(4)
  await phone.reads('支付成功')
})

test('a success page typed by hand for an order that nobody paid shows no success', async ({
  checkout,
  phone,
}) => {
  const { orderId } = await checkout.placeOrder()
  await phone.open(`success?order=${orderId}`)
  await phone.reads('支付未完成')
  expect(phone.headings).not.toContain('支付成功')
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
  await phone.tap('立即支付')
  await phone.sees('支付机构没有受理', '没有发起支付，不会扣款')
  await expect(phone.sheet).toHaveCount(0)
  sandbox.faults.reset()
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')
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
  await phone.tap('立即支付')
  await phone.sees('支付机构暂时没有响应', '没有打开支付，不会扣款')
  sandbox.faults.reset()
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(moneyAt(sandbox).filter(({ status }) => status === 'SUCCEED')).toHaveLength(1)
})

test('a sheet that WeChat does not permit leaves the payer with nothing charged and a way on', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ bridge_answer: 'system:access_denied' })
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.reads('支付未完成')
  await phone.sees('这个页面打不开微信支付', '未扣款', '请联系商家')
  sandbox.faults.reset()
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')
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
  await phone.tap('立即支付')
  await expect(phone.sheet).toBeVisible()

  await anotherPhone.open(checkoutUrl)
  await anotherPhone.sees('有一笔支付还没有结果')
  await anotherPhone.tap('立即支付')
  await anotherPhone.sees('这个订单正在支付中', '没有发起支付')
  await expect(anotherPhone.sheet).toHaveCount(0)

  await phone.pay()
  await phone.reads('支付成功')
  await anotherPhone.reads('支付成功')
  expect(moneyAt(sandbox)).toHaveLength(1)
})
