import { test as base, type Page } from '@playwright/test'
import { serve } from './gallery'

/** One phone a worker, and one desk to lay the pictures on: to make them anew for each of the screens takes longest. */
export const test = base.extend<object, { phone: Page; desk: Page }>({
  phone: [
    async ({ browser }, use) => {
      const context = await browser.newContext({
        viewport: { width: 390, height: 844 },
        isMobile: true,
        hasTouch: true,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      })
      const page = await context.newPage()
      await serve(page)
      await use(page)
      await context.close()
    },
    { scope: 'worker' },
  ],
  desk: [
    async ({ browser }, use) => {
      const page = await browser.newPage({ viewport: { width: 812, height: 600 } })
      await use(page)
      await page.context().close()
    },
    { scope: 'worker' },
  ],
})
