import { takeKeyboard } from './support/keyboard'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

test('a payer with a keyboard alone types an amount and pays it, led from heading to heading', async ({
  phone,
  page,
  sandbox,
}) => {
  const keyboard = takeKeyboard(phone)
  await page.goto(sandbox.phone?.url ?? '')
  await keyboard.press('自助付款')
  await phone.reads(say.payTo('山茶咖啡'))
  await keyboard.isAt(say.payTo('山茶咖啡'))
  await keyboard.goTo(say.amountLabel)
  await keyboard.type('12.5')
  await page.keyboard.press('Backspace')
  await keyboard.press('3')
  await keyboard.press('4')
  const charge = await phone.holdBack('**/charges')
  await keyboard.press(say.pay)
  await phone.sees(say.orderNo, say.charging)
  await keyboard.isAt(say.payTo('山茶咖啡'))
  await charge.letGo()
  await expect(phone.sheet).toBeVisible()
  await keyboard.type('123456')
  const answers = await phone.holdBack('**/payment*')
  await keyboard.press('完成')
  await keyboard.isAt(say.steps.confirming)
  await answers.letGo()
  await keyboard.isAt(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 1234, status: 'SUCCEED' }])
})

test('who pays with a key keeps the focus; who puts the sheet away is led to what happened, and pays after all', async ({
  phone,
  page,
  sandbox,
}) => {
  const keyboard = takeKeyboard(phone)
  await page.goto(sandbox.phone?.url ?? '')
  await keyboard.press('点一杯手冲')
  await keyboard.isAt(say.payTo('山茶咖啡'))
  const charge = await phone.holdBack('**/charges')
  await keyboard.press(say.pay)
  await phone.sees(say.charging)
  await keyboard.isAt(say.pay)
  await charge.letGo()
  await expect(phone.sheet).toBeVisible()
  await page.keyboard.press('Escape')
  await keyboard.isAt(say.steps.unpaid)
  await keyboard.press(say.payAgain)
  await expect(phone.sheet).toBeVisible()
  await keyboard.type('123456')
  await keyboard.press('完成')
  await keyboard.isAt(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('Tab goes through each page in the order in which it is read', async ({ phone }) => {
  const keyboard = takeKeyboard(phone)
  await phone.openMenu('自助付款')
  expect(await keyboard.stopsAfter(say.payTo('山茶咖啡'))).toEqual([
    ...[say.amountLabel, say.remark, say.steps.catalog, say.languageLabel],
    ...['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '.', say.deleteDigit],
  ])
  await phone.openMenu('点一杯手冲')
  expect(await keyboard.stopsAfter(say.payTo('山茶咖啡'))).toEqual([say.pay, say.languageLabel])
  await phone.tap(say.pay)
  await phone.cancelSheet()
  expect(await keyboard.stopsAfter(say.steps.unpaid)).toEqual([
    `${say.copy} ${say.orderNo}`,
    say.payAgain,
    say.close,
    say.languageLabel,
  ])
  await phone.tap(say.payAgain)
  await phone.pay()
  expect(await keyboard.stopsAfter(say.steps.paid)).toEqual([
    `${say.copy} ${say.orderNo}`,
    say.done,
    say.languageLabel,
  ])
})
