import { takeKeyboard } from './support/keyboard'
import { expect, moneyAt, test } from './support/test'

test('a payer with a keyboard alone types an amount and pays it, led from heading to heading', async ({
  phone,
  page,
  sandbox,
}) => {
  const keyboard = takeKeyboard(phone)
  const isAt = (name: string) => expect.poll(async () => (await keyboard.focus())?.name).toBe(name)
  await page.goto(sandbox.phone?.url ?? '')
  await keyboard.press('自助付款')
  await phone.reads('付款给 山茶咖啡')
  await isAt('付款给 山茶咖啡')
  await keyboard.goTo('付款金额（元）')
  await keyboard.type('12.5')
  await page.keyboard.press('Backspace')
  await keyboard.press('3')
  await keyboard.press('4')
  const charge = await phone.holdBack('**/charges')
  await keyboard.press('立即支付')
  await phone.sees('订单号', '正在发起支付')
  await isAt('付款给 山茶咖啡')
  await charge.letGo()
  await expect(phone.sheet).toBeVisible()
  await keyboard.type('123456')
  const answers = await phone.holdBack('**/payment*')
  await keyboard.press('完成')
  await isAt('支付结果确认中')
  await answers.letGo()
  await isAt('支付成功')
  expect(moneyAt(sandbox)).toEqual([{ amount: 1234, status: 'SUCCEED' }])
})

test('who pays with a key keeps the focus; who puts the sheet away is led to what happened, and pays after all', async ({
  phone,
  page,
  sandbox,
}) => {
  const keyboard = takeKeyboard(phone)
  const isAt = (name: string) => expect.poll(async () => (await keyboard.focus())?.name).toBe(name)
  await page.goto(sandbox.phone?.url ?? '')
  await keyboard.press('点一杯手冲')
  await isAt('付款给 山茶咖啡')
  const charge = await phone.holdBack('**/charges')
  await keyboard.press('立即支付')
  await phone.sees('正在发起支付')
  await isAt('立即支付')
  await charge.letGo()
  await expect(phone.sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await isAt('支付未完成')
  await keyboard.press('重新支付')
  await expect(phone.sheet).toBeVisible()
  await keyboard.type('123456')
  await keyboard.press('完成')
  await isAt('支付成功')
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('Tab goes through each page in the order in which it is read', async ({ phone }) => {
  const keyboard = takeKeyboard(phone)
  await phone.openMenu('自助付款')
  await phone.reads('付款给 山茶咖啡')
  expect(await keyboard.stops()).toEqual([
    ...['付款金额（元）', '备注', '选择商品', '语言'],
    ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '.', '删除'],
  ])
  await phone.openMenu('点一杯手冲')
  await phone.reads('付款给 山茶咖啡')
  expect(await keyboard.stops()).toEqual(['立即支付', '语言'])
  await phone.tap('立即支付')
  await phone.cancelSheet()
  await phone.reads('支付未完成')
  expect(await keyboard.stops()).toEqual(['复制 订单号', '重新支付', '关闭', '语言'])
  await phone.tap('重新支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(await keyboard.stops()).toEqual(['复制 订单号', '完成', '语言'])
})
