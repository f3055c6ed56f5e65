import type { Page } from '@playwright/test'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

/** Every document of the checkout that this window really loads, as paths below the host. */
function documentsOf(page: Page, publicUrl: string): string[] {
  const loaded: string[] = []
  page.on('response', (response) => {
    const moved = response.status() >= 300 && response.status() < 400
    if (response.request().resourceType() !== 'document' || moved) return
    const { href, pathname } = new URL(response.url())
    if (href.startsWith(publicUrl)) loaded.push(pathname)
  })
  return loaded
}

test.describe('an iPhone, whose WeChat permits by the document that was loaded last,', () => {
  test.beforeEach(({ sandbox }) => sandbox.faults.set({ platform: 'ios' }))

  test('pays from a menu entry, also after the order’s page was loaded again', async ({
    phone,
    sandbox,
  }) => {
    await phone.openMenu('点一杯手冲')
    await phone.sees('¥28.00')
    await phone.reload()
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
    expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  })

  test('pays from a merchant’s link, signing in on the way', async ({ phone, checkout }) => {
    const { checkoutUrl } = await checkout.placeOrder()
    await phone.open(checkoutUrl)
    await phone.tap(say.pay)
    await phone.pay()
    await phone.reads(say.steps.paid)
  })
})

test('an iPad, which calls itself a Macintosh, pays like any phone', async ({ phone, sandbox }) => {
  sandbox.faults.set({ platform: 'ipad' })
  await phone.openMenu('点一杯手冲')
  await phone.tap(say.pay)
  await phone.pay()
  await phone.reads(say.steps.paid)
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
})

test('every document that is loaded is one level under the payment directory', async ({
  wechat,
  checkout,
}) => {
  const loaded = documentsOf(wechat, checkout.publicUrl)
  const { checkoutUrl } = await checkout.placeOrder()
  await wechat.goto(checkoutUrl)
  await wechat.getByRole('button', { name: say.pay }).tap()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  await wechat.reload()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  await wechat.goto(`${checkout.publicUrl}checkout/too/deep`)

  expect(loaded).toEqual(expect.arrayContaining(['/pay/checkout', '/pay/oauth', '/pay/success']))
  for (const path of loaded) expect(path).toMatch(/^\/pay\/[a-z]*$/)
})

test('an amount calls no keyboard, and can be paid above the one that a remark calls', async ({
  phone,
  page,
}) => {
  await phone.openMenu('自助付款')
  await phone.sees(say.payTo('山茶咖啡'))
  await phone.web.getByRole('textbox', { name: say.amountLabel }).tap()
  const editable = await phone.web
    .locator(':focus')
    .evaluate(
      (element: HTMLElement) => element.matches('input, textarea') || element.isContentEditable,
    )
  expect(editable).toBe(false)

  await phone.tap('8')
  await phone.web.getByRole('textbox', { name: say.remark }).tap()
  await page.setViewportSize({ width: 390, height: 460 })
  await phone.web.getByRole('textbox', { name: say.remark }).fill('三号桌')
  await phone.tap(say.pay)
  await expect(phone.sheet).toContainText('¥8.00')
})

test('nothing keeps the letters from growing or the page from being enlarged', async ({
  phone,
}) => {
  await phone.openMenu('点一杯手冲')
  await phone.sees('¥28.00')
  const held = await phone.web.locator('html').evaluate((root) => ({
    adjust: getComputedStyle(root).getPropertyValue('-webkit-text-size-adjust'),
    viewport: document.querySelector<HTMLMetaElement>('meta[name=viewport]')?.content ?? '',
  }))
  expect(held.adjust).toBe('auto')
  expect(held.viewport).not.toMatch(/user-scalable|maximum-scale/)

  // the largest of Android's eight steps
  await phone.web.locator('html').evaluate((root) => {
    root.style.fontSize = '160%'
  })
  const overflow = () =>
    phone.web.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  expect(await overflow()).toBe(0)
  await expect(phone.button(say.pay)).toBeInViewport({ ratio: 1 })
  await phone.tap(say.pay)
  await expect(phone.sheet).toContainText('¥28.00')
})

test('a link opened in WeCom makes no charge and says where it can be paid', async ({
  phone,
  checkout,
  sandbox,
}) => {
  sandbox.faults.set({ platform: 'wxwork' })
  const { checkoutUrl } = await checkout.placeOrder()
  await phone.open(checkoutUrl)
  await phone.reads(say.steps.outside)
  await phone.sees(say.outside.wecom)
  await expect(phone.button(say.pay)).toHaveCount(0)
  expect(moneyAt(sandbox)).toEqual([])
})
