import type { FrameLocator, Page } from '@playwright/test'

/** WeChat's page with a payment's result, as far as the page that it frames can tell. */
export interface ResultPage {
  readonly frame: FrameLocator
  /** What it was told, in order; only what was meant for its own origin reaches it. */
  messages: () => Promise<unknown[]>
}

declare global {
  interface Window {
    told?: unknown[]
  }
}

/** The origin that 点金计划 frames from. */
export const payapp = 'https://payapp.weixin.qq.com'

/**
 * Shows an address in a frame of another origin's page. Nothing of that origin is asked for: the browser
 * is given the page, and keeps to every rule that goes with the origin's name.
 */
export async function frameIn(page: Page, origin: string, address: string): Promise<ResultPage> {
  const body = `<!doctype html><title>result</title><script>
    window.told = []
    addEventListener('message', ({ data }) => told.push(data))
  </script><iframe name="receipt" src="${address.replace(/&/g, '&amp;')}" width="390" height="600"></iframe>`
  await page.route(`${origin}/**`, (route) => route.fulfill({ contentType: 'text/html', body }))
  await page.goto(`${origin}/goldplan/result`)
  return {
    frame: page.frameLocator('iframe[name=receipt]'),
    messages: async () =>
      (await page.evaluate(() => window.told ?? [])).map((told): unknown =>
        JSON.parse(String(told)),
      ),
  }
}
