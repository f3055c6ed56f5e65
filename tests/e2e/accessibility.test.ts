import { isAccessible } from './support/axe'
import { test } from './support/test'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`a payer who sees badly, in the ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('can read and use every page from the order to success', async ({ phone, sandbox }) => {
      sandbox.faults.set({ ok_without_money: true })
      await phone.holdsAWatch()
      await phone.openMenu('点一杯手冲')
      await phone.sees('¥28.00', '立即支付')
      await isAccessible(phone)

      await phone.tap('立即支付')
      await phone.cancelSheet()
      await phone.reads('支付未完成')
      await isAccessible(phone)

      await phone.tap('重新支付')
      await phone.pay()
      await phone.reads('支付结果确认中')
      await phone.waits(31)
      await phone.reads('支付结果确认中')
      await isAccessible(phone)

      const [charge] = sandbox.paymax.charges()
      sandbox.paymax.pay(charge?.id ?? '')
      await phone.waits(4)
      await phone.reads('支付成功')
      await isAccessible(phone)
    })

    test('can type an amount', async ({ phone }) => {
      await phone.openMenu('自助付款')
      await phone.sees('付款给 山茶咖啡')
      await isAccessible(phone)
    })
  })
}
