import { chromium, type BrowserContext } from '@playwright/test'
import { browserOptions } from '../browser'
import { openMeasured, wechat } from './setting/checkout'

export interface Reached {
  readonly name: string
  /** On the wire, headers not counted. */
  readonly bytes: number
}

/** One whole way from the landing to the call of the bridge, with an empty cache. */
export async function landingToSheet(): Promise<Reached[]> {
  const checkout = await openMeasured()
  const browser = await chromium.launch(browserOptions())
  try {
    const context = await browser.newContext({ userAgent: wechat, locale: 'zh-CN', isMobile: true })
    context.setDefaultTimeout(20_000)
    return await walk(context, checkout.publicUrl)
  } finally {
    await browser.close()
    await checkout.close()
  }
}

async function walk(context: BrowserContext, publicUrl: string): Promise<Reached[]> {
  const page = await context.newPage()
  const reached: Reached[] = []
  page.on('requestfinished', (request) => {
    const name = new URL(request.url()).pathname
    if (!request.url().startsWith(publicUrl)) return
    const size = request.sizes().then(({ responseBodySize: bytes }) => ({ name, bytes }))
    void size.then((file) => reached.push(file))
  })
  const called = new Promise<Reached[]>((resolve) => {
    void page.exposeFunction('sheetOpens', () => resolve([...reached]))
  })
  await page.addInitScript({
    content: 'window.WeixinJSBridge = { invoke: function () { window.sheetOpens() } }',
  })
  await page.goto(new URL('api/oauth/authorize?to=checkout%3Fitem%3Dcoffee', publicUrl).href)
  await page.getByRole('button', { name: '支付' }).click()
  return called
}
