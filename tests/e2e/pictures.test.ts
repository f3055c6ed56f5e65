import type { Page } from '@playwright/test'
import { inARow, portrait } from './support/portrait'
import { expect, test, type Story } from './support/test'
import { say, sayInEnglish } from '../say'

// What the pictures are pinned with is no part of the page's own policy.
test.use({ bypassCSP: true })

/** Pages of each language show their own: English ones are called `…-en.png`. The merchant's own name stays as it is. */
const editions = [
  {
    locale: 'zh-CN',
    ending: '',
    words: say,
    order: { subject: '山茶会员年卡', body: '全年手冲第二杯半价' },
  },
  {
    locale: 'en-GB',
    ending: '-en',
    words: sayInEnglish,
    order: { subject: 'Camellia card, one year', body: 'The second cup at half price' },
  },
] as const

type Edition = (typeof editions)[number]

const inThreeDays = () => new Date(Date.now() + 3 * 86_400_000).toISOString()

function placed(checkout: Story['checkout'], { order }: Edition, orderNo: string) {
  return checkout.placeOrder({ ...order, orderNo, amount: 12_900, expiresAt: inThreeDays() })
}

/** The page speaks as its reader has chosen: else it goes by WeChat's language. */
async function reads(page: Page, { locale, ending }: Edition): Promise<void> {
  const chosen = ending === '' ? locale : 'en'
  await page.addInitScript((language) => localStorage.setItem('paymax:language', language), chosen)
}

/** `npm run pictures` makes them anew. */
for (const edition of editions) {
  const { locale, ending, words } = edition
  test.describe(() => {
    test.use({ locale })

    test(`the README shows the checkout as it looks today, in ${locale}`, async ({
      phone,
      checkout,
      desktop,
    }) => {
      await reads(phone.page, edition)
      const pictures: Buffer[] = []
      for (const [colorScheme, orderNo] of [
        ['light', 'CARD20260315'],
        ['dark', 'CARD20260316'],
      ] as const) {
        await phone.page.emulateMedia({ colorScheme })
        const { checkoutUrl } = await placed(checkout, edition, orderNo)
        await phone.open(checkoutUrl)
        await expect(phone.button(words.pay)).toBeEnabled()
        await titled(phone.page, words.steps.ready)
        pictures.push(await portrait(phone.page))
        await phone.tap(words.pay)
        await expect(phone.sheet).toBeVisible()
        await titled(phone.page, words.steps.sheet)
        pictures.push(await portrait(phone.page))
        await phone.pay()
        await phone.reads(words.steps.paid)
        await titled(phone.page, words.steps.paid)
        pictures.push(await portrait(phone.page))
      }
      expect(await inARow(desktop, pictures)).toMatchSnapshot(`checkout${ending}.png`)
    })
  })
}

test.describe(() => {
  const [, edition] = editions
  test.use({ locale: edition.locale })

  // That page is in English alone.
  test('the docs show the sandbox as it looks today', async ({ desktop, checkout }) => {
    await desktop.setViewportSize({ width: 1440, height: 900 })
    await reads(desktop, edition)
    const { checkoutUrl } = await placed(checkout, edition, 'CARD20260315')
    await desktop.goto(
      `${checkout.sandbox.phone?.url ?? ''}?open=${encodeURIComponent(checkoutUrl)}`,
    )
    const web = desktop.frameLocator('iframe[name=webview]')
    await web.getByRole('button', { name: edition.words.pay }).click()
    await expect(desktop.getByLabel('微信支付', { exact: true })).toBeVisible()
    await expect(
      desktop.locator('.message').filter({ hasText: 'The page asks WeChat for the pay sheet' }),
    ).toBeVisible()
    await titled(desktop, edition.words.steps.sheet)
    // While the sheet is open the charge is queried again and again: those messages are no part of it.
    const queries = '.group:nth-of-type(2) .message:nth-of-type(n + 3)'
    await desktop.addStyleTag({ content: `${queries} { display: none }` })
    expect(await portrait(desktop)).toMatchSnapshot('sandbox-en.png')
  })
})

/** The window's title follows the page's a moment later. */
async function titled(page: Page, title: string): Promise<void> {
  await expect(page.locator('.webview .bar b')).toHaveText(title)
}
