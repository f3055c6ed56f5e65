import { hear } from '../screen-reader'
import { takeAssistive } from './support/assistive'
import { expect, moneyAt, test } from './support/test'

/** Steps that are over within a blink on a quick machine are told on a slow one. */
const isStep = (text: string) => !/正在/.test(text)

test('a payer who has the accessibility tree alone pays, after putting the sheet away once', async ({
  phone,
  page,
  sandbox,
}) => {
  const spoken: string[] = []
  const said = () => spoken.splice(0)
  await page.exposeFunction('tellSpoken', (how: string, text: string) => {
    spoken.push(`${how}: ${text}`)
  })
  await page.addInitScript(hear)
  const assistive = await takeAssistive(page)

  await page.goto(sandbox.phone?.url ?? '')
  await assistive.activate('button', '点一杯手冲')
  await assistive.finds('heading', '付款给 山茶咖啡')
  await assistive.finds('StaticText', '28.00')
  await assistive.activate('button', '立即支付')
  await assistive.finds('region', '微信支付')
  const whetherPaid = await phone.holdBack('**/payment*')
  await assistive.activate('button', '取消支付')
  await assistive.finds('heading', '支付结果确认中')
  await whetherPaid.letGo()
  await assistive.finds('heading', '支付未完成')
  await assistive.finds('StaticText', /^未扣款/)
  const led = ['h1: 付款给 山茶咖啡', 'status: 请在微信支付里完成付款', 'h1: 支付结果确认中']
  expect(said().filter(isStep)).toEqual([...led, 'h1: 支付未完成'])

  await assistive.activate('button', '重新支付')
  await assistive.finds('region', '微信支付')
  for (const digit of ['1', '2', '3', '4', '5', '6']) await assistive.activate('button', digit)
  const answers = await phone.holdBack('**/payment*')
  await assistive.activate('button', '完成')
  await assistive.finds('heading', '支付结果确认中')
  await answers.letGo()
  await assistive.finds('heading', '支付成功')
  expect(said().filter(isStep)).toEqual([...led, 'h1: 支付成功'])
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  await phone.reads('支付成功')
})
