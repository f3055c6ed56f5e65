import { test as plain, expect, type Page } from '@playwright/test'
import type { Charge } from '../../../mocks/sandbox/paymax/charge'
import { userAgentOf } from '../../../mocks/sandbox/phone/user-agents'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'
import { openCheckout, type Checkout, type CheckoutOptions } from './checkout'
import { createComplaints, type Complaints } from './complaints'
import { createPhone, type Phone } from './phone'

export interface Story {
  /** How the merchant has set the checkout up, where that matters. */
  setting: Partial<CheckoutOptions>
  checkout: Checkout
  sandbox: Sandbox
  phone: Phone
  /** A second phone, held by somebody else (周舟). */
  anotherPhone: Phone
  /** A WeChat whose whole window is the page; its holder pays without a sheet being shown. */
  wechat: Page
  /** A browser on a desk, which is no WeChat. */
  desktop: Page
  complaints: Complaints
}

/** A story of a payer, with a sandbox, a backend process and a database of its own. */
export const test = plain.extend<Story>({
  setting: [{}, { option: true }],
  checkout: async ({ setting }, use) => {
    const usual = { directory: '/pay/', environment: {}, direct: false }
    const checkout = await openCheckout({ ...usual, ...setting })
    await use(checkout)
    await checkout.close()
  },
  sandbox: ({ checkout }, use) => use(checkout.sandbox),
  // Asked for after the checkout: while it closes, a page may well find nobody there.
  complaints: async ({ checkout }, use) => {
    const complaints = createComplaints()
    await use(complaints)
    expect(complaints.list, `what was complained about at ${checkout.publicUrl}`).toEqual([])
  },
  phone: async ({ page, checkout, complaints }, use) => {
    complaints.listenTo(page.context())
    await use(await createPhone(page, checkout))
  },
  anotherPhone: async ({ browser, checkout, complaints }, use) => {
    const context = await browser.newContext()
    const url = new URL('/', checkout.publicUrl).href
    await context.addCookies([{ name: '__wechat_holder', value: 'zhou', url }])
    complaints.listenTo(context)
    await use(await createPhone(await context.newPage(), checkout))
    await context.close()
  },
  wechat: async ({ browser, complaints }, use) => {
    const context = await browser.newContext({ userAgent: userAgentOf('android') })
    complaints.listenTo(context)
    await use(await context.newPage())
    await context.close()
  },
  desktop: async ({ browser, complaints }, use) => {
    const viewport = { width: 1280, height: 800 }
    const context = await browser.newContext({ viewport, isMobile: false, hasTouch: false })
    complaints.listenTo(context)
    await use(await context.newPage())
    await context.close()
  },
})

export { expect }

/** The charges that Paymax has, and what became of them. */
export function moneyAt(sandbox: Sandbox): Pick<Charge, 'amount' | 'status'>[] {
  return sandbox.paymax.charges().map(({ amount, status }) => ({ amount, status }))
}

/** How often a phone was sent to WeChat to be told who is looking. */
export function signIns(sandbox: Sandbox): number {
  return sandbox.messages.list().filter(({ path }) => path === '/connect/oauth2/authorize').length
}

/** How often a page asked WeChat for the pay sheet. */
export function sheetsAsked(sandbox: Sandbox): number {
  const asked = sandbox.messages.list().filter(({ path }) => path === 'getBrandWCPayRequest')
  return asked.filter(({ request }) => request !== '').length
}
