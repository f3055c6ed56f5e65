import { isAccessible } from './support/axe'
import { test } from './support/test'
import { say } from '../say'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`a payer who sees badly, in the ${colorScheme}`, () => {
    test.use({ colorScheme })

    test('can read and use every page from the order to success', async ({ phone, sandbox }) => {
      sandbox.faults.set({ ok_without_money: true })
      await phone.holdsAWatch()
      await phone.openMenu('点一杯手冲')
      await phone.sees('¥28.00', say.pay)
      await isAccessible(phone)

      await phone.tap(say.pay)
      await phone.cancelSheet()
      await phone.reads(say.steps.unpaid)
      await isAccessible(phone)

      await phone.tap(say.payAgain)
      await phone.pay()
      await phone.reads(say.steps.confirming)
      await phone.waits(31)
      await phone.reads(say.steps.pending)
      await isAccessible(phone)

      const [charge] = sandbox.paymax.charges()
      sandbox.paymax.pay(charge?.id ?? '')
      await phone.waits(4)
      await phone.reads(say.steps.paid)
      await isAccessible(phone)
    })

    test('can type an amount', async ({ phone }) => {
      await phone.openMenu('自助付款')
      await phone.sees(say.payTo('山茶咖啡'))
      await isAccessible(phone)
    })
  })
}
