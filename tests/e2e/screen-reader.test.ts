import { hear } from '../screen-reader'
import { takeAssistive } from './support/assistive'
import { expect, moneyAt, test } from './support/test'
import { fixed, say } from '../say'

/** Steps that are over within a blink on a quick machine are told on a slow one. */
const blinks = [say.charging, say.opening]
const isStep = (text: string) => !blinks.some((one) => text.includes(one))

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
  await assistive.finds('heading', say.payTo('山茶咖啡'))
  await assistive.finds('StaticText', '28.00')
  await assistive.activate('button', say.pay)
  await assistive.finds('region', '微信支付')
  const whetherPaid = await phone.holdBack('**/payment*')
  await assistive.activate('button', '取消支付')
  await assistive.finds('heading', say.steps.confirming)
  await whetherPaid.letGo()
  await assistive.finds('heading', say.steps.unpaid)
  await assistive.finds('StaticText', new RegExp(`^${fixed(say.notCharged)}`))
  const led = [
    `h1: ${say.payTo('山茶咖啡')}`,
    `status: ${say.inSheet}`,
    `h1: ${say.steps.confirming}`,
  ]
  expect(said().filter(isStep)).toEqual([...led, `h1: ${say.steps.unpaid}`])

  await assistive.activate('button', say.payAgain)
  await assistive.finds('region', '微信支付')
  for (const digit of ['1', '2', '3', '4', '5', '6']) await assistive.activate('button', digit)
  const answers = await phone.holdBack('**/payment*')
  await assistive.activate('button', '完成')
  await assistive.finds('heading', say.steps.confirming)
  await answers.letGo()
  await assistive.finds('heading', say.steps.paid)
  expect(said().filter(isStep)).toEqual([...led, `h1: ${say.steps.paid}`])
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  await phone.reads(say.steps.paid)
})
