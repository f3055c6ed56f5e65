import type { Page } from '@playwright/test'
import type { Sandbox } from '../../../mocks/sandbox/sandbox'

declare global {
  interface Window {
    tellViolation?: (what: string) => Promise<void>
    payInSheet?: (prepayId: string) => Promise<string>
  }
}

/**
 * A bridge that speaks through a hidden frame, as WeChat’s does on some phones, and pays at once.
 * @returns what the page did against its policy
 */
export async function plantBridge(
  page: Page,
  { paymax, wechat }: Sandbox,
): Promise<readonly string[]> {
  const violations: string[] = []
  await page.exposeFunction('tellViolation', (what: string) => void violations.push(what))
  await page.exposeFunction('payInSheet', (prepayId: string) =>
    paymax.payByPrepay(prepayId, wechat.holder.openid),
  )
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
      void window.tellViolation?.(`${effectiveDirective} ${blockedURI}`)
    })
    const invoke = (
      _method: string,
      params: { package: string },
      callback: (answer: { err_msg: string }) => void,
    ) => {
      const frame = document.createElement('iframe')
      frame.style.display = 'none'
      frame.src = 'weixin://dispatch_message/'
      document.documentElement.append(frame)
      void window.payInSheet?.(params.package.replace('prepay_id=', '')).then((outcome) => {
        callback({ err_msg: `get_brand_wcpay_request:${outcome}` })
      })
    }
    Reflect.set(window, 'WeixinJSBridge', { invoke, call: () => undefined })
  })
  return violations
}
