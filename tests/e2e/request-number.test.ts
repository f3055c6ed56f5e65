/** The number that finds a payer's failure in the log: the very one that the refusal had. */
import { expect, test } from './support/test'
import { say } from '../say'

const number = new RegExp(`${say.requestNo} ([0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4})`)

test('a sign-in that was refused before the app came has its number', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 502/)
  const refused = phone.page.waitForResponse((answer) => answer.url().endsWith('/api/session'))
  sandbox.faults.set({ wechat_api: '40125' })
  await phone.openMenu('点一杯手冲')
  await phone.sees(say.failures.wechatMisconfigured.what)
  const line = phone.web.getByText(number)
  await expect(line).toContainText((await refused).headers()['x-request-id'] ?? 'no id')
  await phone.tap(`${say.copy} ${say.requestNo}`)
  await phone.sees(say.copied)
})

test('a charge that was refused has its number, each time another; what is paid has none', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/status of 502/)
  sandbox.faults.set({ gateway_refuses: 'CHANNEL_NOT_AVAILABLE' })
  await phone.openMenu('点一杯手冲')
  const numbers: string[] = []
  for (const key of [say.pay, say.payAgain]) {
    const refused = phone.page.waitForResponse((answer) => answer.url().endsWith('/charges'))
    await phone.tap(key)
    const id = (await refused).headers()['x-request-id'] ?? 'no id'
    await expect(phone.web.getByText(number)).toContainText(id)
    numbers.push(id)
  }
  expect(new Set(numbers).size).toBe(2)
  sandbox.faults.reset()
  await phone.tap(say.payAgain)
  await expect(phone.web.getByText(number)).toHaveCount(0)
  await phone.pay()
  await phone.reads(say.steps.paid)
  await expect(phone.web.getByText(number)).toHaveCount(0)
})

test('where nobody answered, no number of before says that somebody did', async ({
  phone,
  sandbox,
  complaints,
}) => {
  complaints.allow(/Failed to load resource/)
  sandbox.faults.set({ gateway_refuses: 'CHANNEL_NOT_AVAILABLE' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await expect(phone.web.getByText(number)).toBeVisible()
  await phone.page.route('**/charges', (route) => route.abort())
  await phone.tap(say.payAgain)
  // Read at once: as soon as the backend is heard of again, the notice goes.
  const notice = phone.web.locator('.order-notice', { hasText: say.failures.offline.what })
  expect(await notice.textContent()).not.toMatch(number)
})
