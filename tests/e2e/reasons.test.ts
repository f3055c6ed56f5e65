import { payerCodes } from '../../mocks/sandbox/fault-table/codes'
import { zhCN } from '../../src/locales/zh-CN/zh-CN'
import { wordsFor, type RefusalCode } from '../../src/payment/failure'
import { expect, moneyAt, test } from './support/test'

/** What each code is to a payer; one that nobody knows is a plain failure. */
const reasons: Readonly<Record<string, RefusalCode>> = {
  AMOUNT_NOT_ENOUGH: 'balance',
  CHANNEL_LIMIT_EXCEEDED: 'limit',
  CHANNEL_NONACCEPTANCE: 'bank',
  CHANNEL_CHARGE_FAILED: 'bank',
  NEVER_HEARD_OF: 'payment_failed',
}

test('every code of the panel leads to a reason that is told here', () => {
  const codes = payerCodes.options.map(({ value }) => String(value))
  expect(codes).toEqual(Object.keys(reasons))
})

test('a payment that fails with each of them is told with its reason, and paid after all', async ({
  phone,
  sandbox,
}) => {
  for (const [code, reason] of Object.entries(reasons)) {
    const told = zhCN.failures[wordsFor[reason]]
    sandbox.faults.set({ pay_fails: code })
    await phone.openMenu('点一杯手冲')
    await phone.tap(zhCN.payKey)
    await phone.enterPin()
    await phone.page.getByRole('button', { name: '确定', exact: true }).tap()
    await phone.reads(zhCN.steps.failed)
    await phone.sees(told.what, told.money, told.now)
  }
  expect(phone.headings).not.toContain(zhCN.steps.paid)

  sandbox.faults.reset()
  await phone.tap(zhCN.payAgain)
  await phone.pay()
  await phone.reads(zhCN.steps.paid)
  const ends = moneyAt(sandbox).map(({ status }) => status)
  expect(ends).toEqual([...Object.keys(reasons).map(() => 'FAILED'), 'SUCCEED'])
})
