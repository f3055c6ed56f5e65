import { expect, type Frame, type FrameLocator, type Locator, type Page } from '@playwright/test'
import type { Checkout } from './checkout'

/** A phone with the sandbox's WeChat on it, and a hand that taps. */
export interface Phone {
  readonly page: Page
  /** What the WebView shows. */
  readonly web: FrameLocator
  /** The native pay sheet above it. */
  readonly sheet: Locator
  /** Every heading that was ever on the screen. */
  readonly headings: readonly string[]
  /** Taps an entry of the official account's menu. */
  openMenu: (entry: string) => Promise<void>
  /** Opens a link of the checkout, as from a chat. */
  open: (address: string) => Promise<void>
  button: (name: string) => Locator
  tap: (button: string) => Promise<void>
  /** Faster than any screen can change. */
  tapTwice: (button: string) => Promise<void>
  enterPin: () => Promise<void>
  /** Enters the PIN in the sheet and taps 完成, or what it is in the browser's language. */
  pay: () => Promise<void>
  cancelSheet: () => Promise<void>
  reload: () => Promise<void>
  /** The WebView's address, relative to the payment directory. */
  address: () => string
  reads: (heading: string) => Promise<void>
  sees: (...words: string[]) => Promise<void>
  /** Keeps what the page asks for from it until it is let go. */
  holdBack: (addresses: string) => Promise<{ letGo: () => Promise<void> }>
  /** The payer waits, and the page's own clock with them; `holdsAWatch` comes before the page. */
  waits: (seconds: number) => Promise<void>
  holdsAWatch: () => Promise<void>
}

export async function createPhone(page: Page, checkout: Checkout): Promise<Phone> {
  const { publicUrl } = checkout
  const chat = checkout.sandbox.phone?.url ?? ''
  const web = page.frameLocator('iframe[name=webview]')
  const sheet = page.getByLabel('微信支付', { exact: true })
  const headings = await rememberHeadings(page)

  const button = (name: string) => web.getByRole('button', { name, exact: true })

  async function enterPin(): Promise<void> {
    await sheet.focus()
    await page.keyboard.type('123456')
  }

  function frame(): Frame {
    const found = page.frame('webview')
    if (!found) throw new Error('No page is open on the phone')
    return found
  }

  return {
    page,
    web,
    sheet,
    headings,
    async openMenu(entry) {
      await page.goto(chat)
      await page.getByLabel('公众号菜单').getByRole('button', { name: entry }).tap()
    },
    async open(address) {
      const { href } = new URL(address, publicUrl)
      await page.goto(`${chat}?open=${encodeURIComponent(href)}`)
    },
    button,
    tap: (name) => button(name).tap(),
    tapTwice: (name) =>
      button(name).evaluate((element: HTMLElement) => {
        element.click()
        element.click()
      }),
    enterPin,
    async pay() {
      await enterPin()
      await page.getByRole('button', { name: /^(完成|Done)$/ }).tap()
    },
    cancelSheet: () => sheet.getByRole('button', { name: '取消支付' }).tap(),
    async reload() {
      const loaded = page.waitForEvent('framenavigated', (moved) => moved === page.frame('webview'))
      await frame().evaluate(() => location.reload())
      await loaded
    },
    address: () => frame().url().replace(publicUrl, ''),
    reads: (heading) =>
      expect(web.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible(),
    async sees(...words) {
      for (const word of words) await expect(web.getByText(word).first()).toBeVisible()
    },
    async holdBack(addresses) {
      let letGo = () => {}
      const released = new Promise<void>((resolve) => {
        letGo = resolve
      })
      await page.route(addresses, async (route) => {
        await released
        await route.continue()
      })
      return { letGo: () => Promise.resolve(letGo()) }
    },
    waits: (seconds) => page.clock.fastForward(seconds * 1000),
    holdsAWatch: () => page.clock.install(),
  }
}

declare global {
  interface Window {
    tellHeading?: (text: string) => void
  }
}

async function rememberHeadings(page: Page): Promise<readonly string[]> {
  const headings: string[] = []
  await page.exposeFunction('tellHeading', (text: string) => void headings.push(text))
  await page.addInitScript(() => {
    let last = ''
    const observer = new MutationObserver(() => {
      const text = document.querySelector('h1')?.textContent.trim() ?? ''
      if (text === last) return
      last = text
      window.tellHeading?.(text)
    })
    const watch = () =>
      observer.observe(document, { childList: true, characterData: true, subtree: true })
    watch()
    // A frame's first, empty document lends its window to the page that follows, and this script with it.
    window.addEventListener('readystatechange', watch, true)
  })
  return headings
}
