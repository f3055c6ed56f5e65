import type { Page } from '@playwright/test'
import type { Sandbox } from '../../mocks/sandbox/sandbox'
import { expect, moneyAt, test } from './support/test'
import { say } from '../say'

test.use({ setting: { direct: true } })

test('the policy as it is served lets WeChat’s frames speak, and a whole payment breaks none of it', async ({
  wechat,
  checkout,
  sandbox,
  complaints,
}) => {
  // A desk has no WeChat that could be launched; the policy had nothing against it.
  complaints.allow(/^Failed to launch 'weixin:/)
  const violations: string[] = []
  await wechat.exposeFunction('tellViolation', (what: string) => void violations.push(what))
  await plantBridge(wechat, sandbox)
  await wechat.goto(`${checkout.publicUrl}api/oauth/authorize?to=checkout%3Fitem%3Dcoffee`)
  await wechat.getByRole('button', { name: say.pay }).tap()
  await expect(wechat.getByRole('heading', { name: say.steps.paid, exact: true })).toBeVisible()
  expect(moneyAt(sandbox)).toEqual([{ amount: 2800, status: 'SUCCEED' }])
  expect(violations).toEqual([])
})

declare global {
  interface Window {
    tellViolation?: (what: string) => Promise<void>
    payInSheet?: (prepayId: string) => Promise<string>
  }
}

/** A bridge that speaks through a hidden frame, as WeChat’s does on some phones, and pays at once. */
async function plantBridge(page: Page, { paymax, wechat }: Sandbox): Promise<void> {
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
}
