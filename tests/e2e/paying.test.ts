import { expect, moneyAt, sheetsAsked, signIns, test } from './support/test'
import { say } from '../say'

test('a payer taps a menu entry, is recognised, pays in the sheet and reads of success', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.sees('山茶咖啡', '手冲咖啡', '¥28.00')
  await phone.tap(say.pay)
  await expect(phone.sheet).toContainText('¥28.00')
  await phone.pay()
  await phone.reads(say.steps.paid)
  await phone.sees('¥28.00', '手冲咖啡', say.paidAt)
  expect(phone.address()).toMatch(/^success\?order=[\w-]{22}$/)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  expect(signIns(sandbox)).toBe(1)
})

test('nothing says success before the backend does', async ({ phone, sandbox }) => {
  const answers = await phone.holdBack('**/payment*')
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.confirming)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  expect(phone.headings).not.toContain(say.steps.paid)
  await answers.letGo()
  await phone.reads(say.steps.paid)
})

test('code and state leave the address before anything else of the page has arrived', async ({
  phone,
}) => {
  const scripts = await phone.holdBack('**/assets/*.js')
  // The inlined page signs in by itself: once that is answered, it moves on to the order.
  const signedIn = await phone.holdBack('**/api/session')
  await phone.openMenu('点一杯手冲')
  await phone.sees('正在打开收银台')
  expect(phone.address()).toBe('oauth')
  await signedIn.letGo()
  await scripts.letGo()
  await phone.sees('¥28.00')
  expect(phone.address()).toMatch(/^checkout\?order=[\w-]{22}$/)
})

test('a payer who opens a merchant’s link signs in on the way and pays that order', async ({
  checkout,
  phone,
  sandbox,
}) => {
  const order = await checkout.placeOrder({ amount: 12_900, subject: '山茶会员年卡' })
  await phone.open(order.checkoutUrl)
  await phone.sees('山茶会员年卡', '¥129.00', order.orderNo)
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(signIns(sandbox)).toBe(1)
  expect(await checkout.readOrder(order.orderNo)).toMatchObject({ status: 'paid' })
})

test('two taps in a row open one sheet and make one charge', async ({ phone, sandbox }) => {
  await phone.openMenu('点一杯手冲')
  await phone.tapTwice(say.pay)
  await expect(phone.sheet).toHaveCount(1)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await expect(phone.sheet).toHaveCount(0)
  expect(sheetsAsked(sandbox)).toBe(1)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('auto=1 opens the sheet without a tap, and the button stays', async ({ phone, sandbox }) => {
  await phone.openMenu('拿铁快付')
  await expect(phone.sheet).toContainText('¥32.00')
  await expect(phone.button(say.pay)).toBeEnabled()
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 3200, status: 'SUCCEED' }])
})

test('auto=1 in a link alone opens nothing', async ({ checkout, phone, sandbox }) => {
  const order = await checkout.placeOrder()
  await phone.open(`${order.checkoutUrl}&auto=1`)
  await expect(phone.button(say.pay)).toBeEnabled()
  await expect(phone.sheet).toHaveCount(0)
  expect(moneyAt(sandbox)).toEqual([])
})

test('a typed amount of 12.34 is an order of 1234 fen, and paid', async ({ phone, sandbox }) => {
  await phone.openMenu('自助付款')
  await phone.sees(say.payTo('山茶咖啡'))
  for (const key of ['1', '2', '.', '3', '4']) await phone.tap(key)
  await phone.tap(say.pay)
  await expect(phone.sheet).toContainText('¥12.34')
  await phone.pay()
  await phone.reads(say.steps.paid)
  await phone.sees('¥12.34')
  expect(moneyAt(sandbox)).toEqual([{ amount: 1234, status: 'SUCCEED' }])
})

test.describe('a WeChat whose bridge', () => {
  for (const [ready, story] of [
    ['early', 'is there before the page opens the sheet at once'],
    ['late', 'comes long after the page is waited for'],
  ] as const) {
    test(story, async ({ phone, sandbox }) => {
      sandbox.faults.set({ bridge_ready: ready })
      await phone.openMenu('点一杯手冲')
      await phone.tap(say.pay)
      await phone.pay()
      await phone.reads(say.steps.paid)
    })
  }

  test('never comes says so, and the payer may try again', async ({ phone, sandbox }) => {
    sandbox.faults.set({ bridge_ready: 'never' })
    await phone.holdsAWatch()
    await phone.openMenu('点一杯手冲')
    await phone.tap(say.pay)
    await phone.sees(say.opening)
    await phone.waits(9)
    await phone.sees(say.steps.bridge_missing)
    await expect(phone.button(say.payAgain)).toBeEnabled()
  })
})

test.describe('on a host that serves many things', () => {
  test.use({ setting: { directory: '/shop/a/pay/' } })

  test('the same build pays from a nested directory', async ({ phone, sandbox }) => {
    await phone.openMenu('点一杯手冲')
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
    expect(phone.address()).toMatch(/^success\?order=/)
    expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  })
})
