import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

test('who paid and was reported cancelled reads of success', async ({ phone, sandbox }) => {
  sandbox.faults.set({ pay_reported_cancelled: true })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(phone.headings).not.toContain(say.steps.unpaid)
})

test('who paid and whose WeChat says nothing reads of success by itself', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ bridge_silent: true })
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.sees(say.inSheet)
  await phone.waits(25)
  await phone.reads(say.steps.paid)
})

for (const answer of ['pre_verify_jsapi:ok', 'stopMonitoringBeacons:ok', 'errMsg_only']) {
  test(`who paid and whose WeChat says ${answer} reads of success`, async ({ phone, sandbox }) => {
    sandbox.faults.set({ bridge_answer: answer })
    await phone.openMenu('点一杯手冲')
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
  })
}

test('who paid while every webhook is lost does not notice', async ({ phone, sandbox }) => {
  sandbox.faults.set({ webhook_lost: true })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(sandbox.paymax.webhooks().filter(({ state }) => state === 'delivered')).toEqual([])
})

test('who reloads while the sheet is open comes back to the order and pays it, once', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()
  await phone.reload()
  await phone.cancelSheet()
  await phone.sees(say.resumed)
  await phone.tap(say.payOn)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('who pays in a sheet that outlived its page reads of success all the same', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await expect(phone.sheet).toBeVisible()
  await phone.reload()
  await phone.sees(say.resumed)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('who reloads the success page still reads of success', async ({ phone }) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await phone.reload()
  await phone.reads(say.steps.paid)
})
