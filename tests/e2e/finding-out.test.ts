import { expect, moneyAt, test } from './support/test'

test('who paid and was reported cancelled reads of success', async ({ phone, sandbox }) => {
  sandbox.faults.set({ pay_reported_cancelled: true })
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(phone.headings).not.toContain('支付未完成')
})

test('who paid and whose WeChat says nothing reads of success by itself', async ({
  phone,
  sandbox,
}) => {
  sandbox.faults.set({ bridge_silent: true })
  await phone.holdsAWatch()
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.pay()
  await phone.sees('请在微信支付里完成付款')
  await phone.waits(25)
  await phone.reads('支付成功')
})

for (const answer of ['pre_verify_jsapi:ok', 'stopMonitoringBeacons:ok', 'errMsg_only']) {
  test(`who paid and whose WeChat says ${answer} reads of success`, async ({ phone, sandbox }) => {
    sandbox.faults.set({ bridge_answer: answer })
    await phone.openMenu('点一杯手冲')
    await phone.tap('立即支付')
    await phone.pay()
    await phone.reads('支付成功')
  })
}

test('who paid while every webhook is lost does not notice', async ({ phone, sandbox }) => {
  sandbox.faults.set({ webhook_lost: true })
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(sandbox.paymax.webhooks().filter(({ state }) => state === 'delivered')).toEqual([])
})

test('who reloads while the sheet is open comes back to the order and pays it, once', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await expect(phone.sheet).toBeVisible()
  await phone.reload()
  await phone.cancelSheet()
  await phone.sees('上次的支付没有完成')
  await phone.tap('继续支付')
  await phone.pay()
  await phone.reads('支付成功')
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('who pays in a sheet that outlived its page reads of success all the same', async ({
  phone,
  sandbox,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await expect(phone.sheet).toBeVisible()
  await phone.reload()
  await phone.sees('上次的支付没有完成')
  await phone.pay()
  await phone.reads('支付成功')
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('who reloads the success page still reads of success', async ({ phone }) => {
  await phone.openMenu('点一杯手冲')
  await phone.tap('立即支付')
  await phone.pay()
  await phone.reads('支付成功')
  await phone.reload()
  await phone.reads('支付成功')
})
