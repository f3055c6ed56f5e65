/** How far a payer came is counted, the steps that only the phone sees too. */
import { expect, test } from './support/test'
import { say } from '../say'

const steps = ['landed', 'signed_in', 'charge_made', 'sheet_asked', 'sheet_ok', 'paid']

test('a payment is counted at every step, from the landing to the gateway’s word', async ({
  phone,
  checkout,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await expect.poll(() => checkout.metrics()).toContain('step="sheet_ok"} 1')
  const text = await checkout.metrics()
  for (const step of steps) expect(text).toContain(`checkout_funnel_total{step="${step}"} 1`)
})

test('a sheet that the payer cancels is told apart, and the sheet before it counts on', async ({
  phone,
  checkout,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.cancelSheet()
  await phone.reads(say.steps.unpaid)
  await expect
    .poll(() => checkout.metrics())
    .toContain('checkout_page_events_total{event="bridge_answered",kind="cancel"} 1')
  expect(await checkout.metrics()).toContain('step="sheet_ok"} 0')
})

test('a sheet that the payer cancels stands in the order’s story, as the page’s word', async ({
  phone,
  checkout,
}) => {
  const { orderNo, checkoutUrl } = await checkout.placeOrder()
  await phone.open(checkoutUrl)
  await phone.tap(say.pay)
  await phone.cancelSheet()
  await phone.reads(say.steps.unpaid)
  const story = () => checkout.inspect(orderNo)
  await expect.poll(story).toMatch(/the page says that the bridge answered cancel {2}\w+\n/)
  const told = await story()
  const asked = told.indexOf('the page says that it asked WeChat for the sheet')
  expect(asked).toBeGreaterThan(told.indexOf('charge created'))
  expect(asked).toBeLessThan(told.indexOf('the bridge answered cancel'))
})

test('an engine without beacons pays all the same', async ({ phone, checkout }) => {
  await phone.page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'sendBeacon', { value: undefined })
  })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  const text = await checkout.metrics()
  expect(text).toContain('checkout_funnel_total{step="paid"} 1')
  expect(text).not.toMatch(/"sheet_asked".*\} [1-9]/)
})
