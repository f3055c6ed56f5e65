import type { Page } from '@playwright/test'
import { text, type Text } from '../../mocks/sandbox/text'
import { expect, moneyAt, test, type Story } from './support/test'
import { say, sayInEnglish } from '../say'

type Given = Pick<Story, 'desktop' | 'checkout'>

/** A browser on a desk with the panel in it, beside the phone. */
async function sitDown({ desktop, checkout }: Given): Promise<Page> {
  await desktop.goto(checkout.sandbox.phone?.url ?? '')
  return desktop
}

async function payOn(desk: Page, title: string): Promise<void> {
  await desk.getByLabel('公众号菜单').getByRole('button', { name: title }).click()
  const web = desk.frameLocator('iframe[name=webview]')
  await web.getByRole('button', { name: say.pay }).click()
  await desk.getByLabel('微信支付', { exact: true }).focus()
  await desk.keyboard.type('123456')
  await desk.getByRole('button', { name: '完成', exact: true }).click()
  await expect(web.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
}

const firstCharge = (desk: Page) => desk.locator('.charges details').first()

test('a paid charge is refunded by the shop in two parts, and its webhook sent again', async ({
  desktop,
  checkout,
  sandbox,
}) => {
  const desk = await sitDown({ desktop, checkout })
  await payOn(desk, '点一杯手冲')
  const charge = firstCharge(desk)
  await charge.locator('summary').click()
  const byShop = charge.locator('.acts').filter({ hasText: '商家' })

  await byShop.getByRole('button', { name: '退一半' }).click()
  await expect(charge).toContainText('已退 ¥14.00')
  await byShop.getByRole('button', { name: '退款' }).click()
  await expect(charge).toContainText('已退 ¥28.00')
  await expect(byShop).toBeHidden()
  const orderNo = String(sandbox.paymax.charges()[0]?.metadata['orderNo'])
  await expect.poll(async () => (await checkout.readOrder(orderNo)).status).toBe('refunded')

  const before = sandbox.paymax.webhooks().length
  await charge.getByRole('button', { name: '再发通知' }).click()
  await expect.poll(() => sandbox.paymax.webhooks().length).toBe(before + 1)
  const undelivered = () => sandbox.paymax.webhooks().filter(({ state }) => state !== 'delivered')
  await expect.poll(undelivered).toEqual([])
})

test('a refund that Paymax refuses says why', async ({ desktop, checkout, sandbox }) => {
  const desk = await sitDown({ desktop, checkout })
  await payOn(desk, '点一杯手冲')
  const charge = firstCharge(desk)
  await charge.locator('summary').click()
  const byHand = charge.locator('.acts').filter({ hasText: 'Paymax' })
  // In one go: two seconds later the first has gone through, and the second is allowed.
  await byHand.getByRole('button', { name: /^(退款|退一半)$/ }).evaluateAll((both) => {
    for (const one of both as HTMLElement[]) one.click()
  })
  await expect(charge.getByRole('status')).toHaveText(/^MULTI_REFUND_RECORDS/)
  await expect.poll(() => sandbox.paymax.charges()[0]?.refunds.length).toBe(1)
})

for (const [name, told] of [
  ['关单', say.steps.failed],
  ['过期', say.steps.failed],
  ['钱到了', say.steps.paid],
] as const) {
  test(`an open charge meets «${name}» while its sheet is up`, async ({ desktop, checkout }) => {
    const desk = await sitDown({ desktop, checkout })
    await desk.getByLabel('公众号菜单').getByRole('button', { name: '点一杯手冲' }).click()
    const web = desk.frameLocator('iframe[name=webview]')
    await web.getByRole('button', { name: say.pay }).click()
    await expect(desk.getByLabel('微信支付', { exact: true })).toBeVisible()
    const charge = firstCharge(desk)
    await charge.locator('summary').click()
    await charge.getByRole('button', { name, exact: true }).click()
    await desk.getByRole('button', { name: '取消支付' }).click()
    await expect(web.getByRole('heading', { name: told, exact: true })).toBeVisible()
  })
}

test('the shop closes an order whose charge is open', async ({ desktop, checkout, sandbox }) => {
  const desk = await sitDown({ desktop, checkout })
  await desk.getByLabel('公众号菜单').getByRole('button', { name: '点一杯手冲' }).click()
  const web = desk.frameLocator('iframe[name=webview]')
  await web.getByRole('button', { name: say.pay }).click()
  // Closed before that, the sheet would not come up.
  await expect(desk.getByLabel('微信支付', { exact: true })).toBeVisible()
  const charge = firstCharge(desk)
  await charge.locator('summary').click()
  await charge.getByRole('button', { name: '关闭订单' }).click()
  await expect(charge).toContainText('已结束')
  await desk.getByRole('button', { name: '取消支付' }).click()
  await expect(web.getByRole('heading', { name: say.steps.closed })).toBeVisible()
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'FAILED' }])
})

test('messages stand by payment, an opened one stays in sight, and all can be cleared', async ({
  desktop,
  checkout,
}) => {
  const desk = await sitDown({ desktop, checkout })
  await expect(desk.getByText('这里会出现')).toBeVisible()
  await payOn(desk, '点一杯手冲')
  const groups = desk.locator('.messages .group')
  await expect(groups.locator('h3')).toHaveText([/^付款之前$/, /^手冲咖啡 ¥28\.00/])
  const opened = groups.nth(1).locator('details').filter({ hasText: '下单：' })
  await opened.locator('summary').click()
  await expect(opened.locator('pre').first()).toBeInViewport()

  await desk.getByRole('button', { name: '关闭', exact: true }).first().click()
  await desk.getByLabel('公众号菜单').getByRole('button', { name: '拿铁快付' }).click()
  await expect(desk.getByLabel('微信支付', { exact: true })).toBeVisible()
  await expect(groups.locator('h3')).toHaveText([
    /^付款之前$/,
    /^手冲咖啡 ¥28\.00/,
    /^付款之前$/,
    /^燕麦拿铁 ¥32\.00/,
  ])
  await expect(opened.locator('pre').first()).toBeInViewport()

  // The open sheet's charge is still queried: such a message may follow at once.
  await desk.getByRole('button', { name: '清空' }).click()
  await expect(groups.filter({ hasText: /付款之前|手冲咖啡/ })).toHaveCount(0)
  await expect(opened).toHaveCount(0)
})

test('the card of an order in the chat says when it is paid', async ({ desktop, checkout }) => {
  const { orderNo, checkoutUrl } = await checkout.placeOrder()
  const path = new URL(checkoutUrl).href
  const menu = checkout.sandbox.phone?.menu
  menu?.push({ title: '会员年费', message: '¥38.80，点开即可付款', path, payment: orderNo })
  const desk = await sitDown({ desktop, checkout })
  const card = desk.getByRole('button', { name: /会员年费/ })
  await expect(card).toContainText('待支付')
  await card.click()
  const web = desk.frameLocator('iframe[name=webview]')
  await web.getByRole('button', { name: say.pay }).click()
  await desk.getByLabel('微信支付', { exact: true }).focus()
  await desk.keyboard.type('123456')
  await desk.getByRole('button', { name: '完成', exact: true }).click()
  await expect(card).toContainText('会员年费 · 已支付')
  await expect(card).toContainText('已付款 ¥38.80')
})

const sandboxWord: Text = text('让什么出错', '讓什麼出錯', 'What goes wrong')

for (const [locale, tongue] of [
  ['zh-CN', 'zh'],
  ['zh-TW', 'hant'],
  ['en-GB', 'en'],
  ['fr-FR', 'en'],
] as const) {
  test.describe(() => {
    test.use({ locale })
    test(`the panel speaks to a browser in ${locale}, and fits a phone`, async ({ phone }) => {
      const { page } = phone
      await phone.openMenu('点一杯手冲')
      await phone.sees('¥28.00')
      for (const tab of await page.locator('.tabs button').all()) {
        await tab.tap()
        const tooWide = await page.evaluate(() =>
          [...document.querySelectorAll('html, .panel, .scroll, .scroll fieldset, .charges')]
            .filter((one) => one.scrollWidth > one.clientWidth)
            .map((one) => `${one.className || one.tagName}: ${one.textContent.slice(0, 40)}`),
        )
        expect(tooWide, await tab.innerText()).toEqual([])
        if (tongue === 'en') {
          const said = await page.locator('.tabs, .panel').allInnerTexts()
          // What the shop calls its own things stays as it is.
          expect(said.join('\n').replace(/手冲咖啡/g, '')).not.toMatch(/[⺀-鿿＀-￯]/)
        }
      }
      await page.locator('.tabs button').nth(1).tap()
      await expect(page.getByText(sandboxWord[tongue])).toBeVisible()
      await page.locator('.tabs button').first().tap()
      await phone.sees('¥28.00')
    })
  })
}

test.describe('for a reader of English', () => {
  test.use({ locale: 'en-GB' })

  test('the sheet’s button is called what the page’s hint calls it', async ({
    desktop,
    checkout,
  }) => {
    await desktop.addInitScript(() => localStorage.setItem('paymax:language', 'en'))
    const { checkoutUrl } = await checkout.placeOrder({ subject: 'A cup', amount: 1_000 })
    const shown = `${checkout.sandbox.phone?.url ?? ''}?open=${encodeURIComponent(checkoutUrl)}`
    await desktop.goto(shown)
    const web = desktop.frameLocator('iframe[name=webview]')
    await web.getByRole('button', { name: sayInEnglish.pay }).click()
    await desktop.getByLabel('微信支付', { exact: true }).focus()
    expect(sayInEnglish.inSheetHint).toContain('tap Done in WeChat')
    await desktop.keyboard.type('123456')
    await desktop.getByRole('button', { name: 'Done', exact: true }).click()
    await expect(web.getByRole('heading', { name: sayInEnglish.steps.paid })).toBeVisible()
  })
})
