import { expect, moneyAt, test } from './support/test'
import type { Phone } from './support/phone'

/** What has the keyboard in the page, and whether that can be seen. */
async function focused({ web }: Phone): Promise<{ name: string; ring: boolean }> {
  return web.locator(':focus').evaluate((element) => ({
    name: element.textContent.trim(),
    ring: getComputedStyle(element).outlineStyle !== 'none',
  }))
}

/** Tab by Tab to a button, as a payer without a pointer comes there. */
async function tabTo(phone: Phone, name: string): Promise<void> {
  for (let tabs = 0; tabs < 20; tabs += 1) {
    await phone.page.keyboard.press('Tab')
    if ((await phone.web.locator(':focus').count()) === 0) continue
    const { name: here, ring } = await focused(phone)
    expect(ring, `the ring around «${here}»`).toBe(true)
    if (here === name) return
  }
  throw new Error(`No Tab leads to «${name}»`)
}

test('a payer with a keyboard alone types an amount, pays, and stands on the heading of what came', async ({
  phone,
  page,
  sandbox,
}) => {
  await phone.openMenu('自助付款')
  const title = phone.web.getByRole('heading', { level: 1 })
  await expect(title).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(phone.web.getByRole('textbox', { name: '金额' })).toBeFocused()
  await page.keyboard.type('12.34')
  await tabTo(phone, '立即支付')
  await page.keyboard.press('Enter')

  await expect(phone.sheet).toBeFocused()
  await page.keyboard.type('123456')
  const done = page.getByRole('button', { name: '完成', exact: true })
  await expect(done).toBeVisible()
  await done.press('Enter')
  await phone.reads('支付成功')
  await expect(title).toBeFocused()
  expect(moneyAt(sandbox)).toEqual([{ amount: 1234, status: 'SUCCEED' }])
})

test.describe('in colours that the payer’s system forces', () => {
  test.use({ contextOptions: { forcedColors: 'active', reducedMotion: 'reduce' } })

  test('a button has an edge, and what waits does not move', async ({ phone }) => {
    await phone.openMenu('点一杯手冲')
    const pay = phone.button('立即支付')
    await expect(pay).toBeVisible()
    const edge = await pay.evaluate((element) => getComputedStyle(element).borderTopStyle)
    expect(edge).not.toBe('none')
    await phone.tap('立即支付')
    const wheel = phone.web.locator('.wheel').first()
    await expect(wheel).toBeAttached()
    const turn = await wheel.evaluate((element) => getComputedStyle(element).animationDuration)
    expect(parseFloat(turn)).toBeLessThan(0.001)
  })
})
