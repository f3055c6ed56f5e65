import { say } from '../say'
import { expect, test } from './support/test'

test.describe('a merchant who names a telephone', () => {
  test.use({ setting: { environment: { MERCHANT_CONTACT: '+86 571-8888-6666' } } })

  test('is a tap away where paying needs their help, and nowhere else', async ({
    phone,
    sandbox,
  }) => {
    const contact = phone.web.getByRole('link', {
      name: `${say.merchantContact.telephone}+86 571-8888-6666`,
    })
    sandbox.faults.set({ bridge_answer: 'system:access_denied' })
    await phone.openMenu('点一杯手冲')
    await expect(phone.button(say.pay)).toBeVisible()
    await expect(contact).toHaveCount(0)
    await phone.tap(say.pay)
    await phone.sees(say.denied.now)
    await expect(contact).toHaveAttribute('href', 'tel:+8657188886666')
  })
})

test('where the merchant names nobody, the page says where else to go', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ bridge_answer: 'system:access_denied' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.sees(say.denied.now, say.merchantContact.unnamed)
})
